import { sameData } from '../../values/json.ts'
import { ingresses } from '../kinds.ts'
import { type Labels, withToolkitDisabled } from '../labels.ts'
import { needed, problem } from '../problems.ts'
import { field, meshOwners, type Stop, type Tick } from '../tick.ts'
import {
  hasBackend,
  ingressNames,
  isBackend,
  mapRules,
  readSource,
  ruleWithoutHttp,
  withBackend,
  withoutAnnotations,
} from './ingress.ts'
import { specData } from './reconcile.ts'
import type { Router } from './router.ts'

// Ingress NGINX (Flagger 1.44, pkg/router/ingress.go): a second Ingress with annotations that make it the canary of the first.

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

export const nginx: Router = {
  writes: tick => [{ kind: ingresses, name: ingressNames(tick).canary }],
  reconcile(tick) {
    const { source, stop } = readSource(tick)
    if (!source) return stop
    const { canary } = ingressNames(tick)
    const spec = mapRules(source, paths =>
      paths.map(path => (isBackend(path, tick.names.apex) ? withBackend(path, tick.names.canary) : path)),
    )
    if (!spec) return ruleWithoutHttp(tick)
    if (!hasBackend(source, tick.names.apex)) return noBackend(tick)
    const existing = tick.world.get(ingresses, canary)
    if (!existing) {
      const { labels } = source.metadata
      const annotations = canaryAnnotations(tick, withToolkitDisabled(source.metadata.annotations))
      tick.world.put(ingresses, {
        apiVersion: ingresses.apiVersion,
        kind: ingresses.kind,
        metadata: {
          name: canary,
          namespace: tick.canary.namespace,
          ...(labels && { labels }),
          annotations,
          ...meshOwners(tick),
        },
        spec,
      })
    } else if (!sameData(specData(spec), specData(existing.spec))) {
      tick.world.put(ingresses, { ...existing, spec })
    }
    return null
  },
  setRoutes(tick, { canary: weight }) {
    const { canary: name } = ingressNames(tick)
    const ingress = tick.world.get(ingresses, name)
    if (!ingress) return needed(tick, ingresses, name, field(tick, ''), 'its weight is not shown')
    if (!ingress.metadata.annotations && !isAbTest(tick)) return withoutAnnotations(tick, name)
    const before = ingress.metadata.annotations ?? {}
    const routed = isAbTest(tick)
      ? headerAnnotations(tick, before)
      : { ...before, [key(tick, 'canary-weight')]: `${weight}` }
    const annotations =
      weight > 0 ? { ...routed, [key(tick, 'canary')]: 'true' } : canaryAnnotations(tick, withToolkitDisabled(routed))
    tick.world.put(ingresses, { ...ingress, metadata: { ...ingress.metadata, annotations } })
    return null
  },
  getRoutes(tick) {
    const { canary: name } = ingressNames(tick)
    const ingress = tick.world.get(ingresses, name)
    if (!ingress) return problem('FL020', field(tick, ''), `Ingress ${name} does not exist`)
    const annotations = ingress.metadata.annotations ?? {}
    const byHeader = ['canary-by-cookie', 'canary-by-header'].some(name => annotations[key(tick, name)] !== undefined)
    if (isAbTest(tick) && byHeader) return { primary: 0, canary: 100, mirrored: false }
    const canary = Number(annotations[key(tick, 'canary-weight')] ?? 0)
    return { primary: 100 - canary, canary, mirrored: false }
  },
}

function noBackend(tick: Tick): Stop {
  const { apex } = tick.names
  return problem(
    'FL025',
    field(tick, '/spec/ingressRef'),
    `No rule of Ingress ${ingressNames(tick).apex} goes to Service ${apex}`,
    {
      help: `The backend has to be the apex Service, ${apex}.`,
    },
  )
}

function isAbTest({ canary }: Tick): boolean {
  return (canary.spec.analysis.match ?? []).length > 0
}

function key({ settings }: Tick, name: string): string {
  return `${settings.ingressAnnotationsPrefix}/${name}`
}

/** Without any sign of an earlier canary, and with a weight of 0. */
function canaryAnnotations(tick: Tick, annotations: Labels): Labels {
  const kept = Object.entries(annotations).filter(
    ([name]) => !name.includes(key(tick, 'canary')) && !name.includes(lastApplied),
  )
  return { ...Object.fromEntries(kept), [key(tick, 'canary')]: 'true', [key(tick, 'canary-weight')]: '0' }
}

/** nginx compares one cookie and one header; of several the last one counts. */
function headerAnnotations(tick: Tick, annotations: Labels): Labels {
  const headers = (tick.canary.spec.analysis.match ?? []).flatMap(match => Object.entries(match.headers ?? {}))
  const cookie = headers.findLast(([name]) => name === 'cookie')?.[1].exact
  const [name, value] = headers.findLast(([header]) => header !== 'cookie') ?? []
  const kept = Object.entries(withToolkitDisabled(annotations)).filter(
    ([, text]) => !text.includes(key(tick, 'canary')),
  )
  return {
    ...Object.fromEntries(kept),
    [key(tick, 'canary')]: 'true',
    ...(cookie && { [key(tick, 'canary-by-cookie')]: cookie }),
    ...(name && { [key(tick, 'canary-by-header')]: name }),
    ...(value?.exact && { [key(tick, 'canary-by-header-value')]: value.exact }),
    ...(value?.regex && { [key(tick, 'canary-by-header-pattern')]: value.regex }),
  }
}
