import { isMap, type JsonMap, sameData } from '../../values/json.ts'
import { ingresses } from '../kinds.ts'
import { type Labels, withToolkitDisabled } from '../labels.ts'
import { needed, problem } from '../problems.ts'
import { field, meshOwners, type Tick } from '../tick.ts'
import {
  ingressNames,
  isBackend,
  mapRules,
  readSource,
  ruleWithoutHttp,
  withBackend,
  withoutAnnotations,
} from './ingress.ts'
import { specData } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// Skipper (Flagger 1.44, pkg/router/skipper.go): a second Ingress that routes to primary and canary and wins over the first by
// its predicate.

const predicateKey = 'zalando.org/skipper-predicate'
const weightsKey = 'zalando.org/backend-weights'
const wins = 'Weight(100)'
const never = 'False()'

export const skipper: Router = {
  writes: tick => [{ kind: ingresses, name: ingressNames(tick).canary }],
  reconcile(tick) {
    const { source, stop } = readSource(tick)
    if (!source) return stop
    const { apex, canary } = ingressNames(tick)
    const spec = mapRules(source, paths => [
      ...paths.map(path => (isBackend(path, tick.names.apex) ? withBackend(path, tick.names.primary) : path)),
      ...paths.filter(path => isBackend(path, tick.names.apex)).map(path => withBackend(path, tick.names.canary)),
    ])
    if (!spec) return ruleWithoutHttp(tick)
    if (!source.metadata.annotations) return withoutAnnotations(tick, apex)
    const { resourceVersion: _, ...metadata } = source.metadata
    const annotations = weightAnnotations(tick, source.metadata.annotations, initialRoutes)
    const existing = tick.world.get(ingresses, canary)
    if (!existing) {
      const own = { ...metadata, name: canary, namespace: tick.canary.namespace, annotations, ...meshOwners(tick) }
      tick.world.put(ingresses, { ...source, metadata: own, spec })
    } else if (!sameData(specData(spec), specData(existing.spec))) {
      const updated = { ...existing.metadata, annotations: withToolkitDisabled(annotations) }
      tick.world.put(ingresses, { ...existing, metadata: updated, spec })
    }
    return null
  },
  setRoutes(tick, routes) {
    const { canary: name } = ingressNames(tick)
    const ingress = tick.world.get(ingresses, name)
    if (!ingress) return needed(tick, ingresses, name, field(tick, ''), 'its weights are not shown')
    if (!ingress.metadata.annotations) return withoutAnnotations(tick, name)
    const annotations = weightAnnotations(tick, ingress.metadata.annotations, routes)
    if (routes.canary === 0) annotations[predicateKey] = withPredicate(annotations[predicateKey], never)
    tick.world.put(ingresses, { ...ingress, metadata: { ...ingress.metadata, annotations } })
    return null
  },
  getRoutes(tick) {
    const annotations = tick.world.get(ingresses, ingressNames(tick).canary)?.metadata.annotations ?? {}
    const weights = parsedWeights(annotations[weightsKey])
    const primary = weights[tick.names.primary]
    const canary = weights[tick.names.canary]
    if (typeof primary === 'number' && typeof canary === 'number') return { primary, canary, mirrored: false }
    const message = `The annotation ${weightsKey} does not have the weights of primary and canary`
    return problem('FL025', field(tick, '/spec/ingressRef'), message)
  },
}

function weightAnnotations({ names }: Tick, annotations: Labels, { primary, canary }: Routes): Labels {
  const weights = { [names.canary]: canary, [names.primary]: primary }
  return {
    ...annotations,
    [weightsKey]: JSON.stringify(weights),
    [predicateKey]: withPredicate(annotations[predicateKey], wins),
  }
}

/** The predicate comes first; an earlier one of ours goes. */
function withPredicate(predicates: string | undefined, first: string): string {
  const others = (predicates ?? '').split('&&').map(each => each.trim())
  return [first, ...others.filter(each => each !== '' && each !== wins && each !== never)].join(' && ')
}

function parsedWeights(text: string | undefined): JsonMap {
  try {
    const weights: unknown = JSON.parse(text ?? '{}')
    return isMap(weights) ? weights : {}
  } catch {
    return {}
  }
}
