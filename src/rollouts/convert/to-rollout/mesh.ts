import { predictStored } from '../../../flagger/predict.ts'
import type { Release } from '../../../flagger/release.ts'
import type { Problem } from '../../../values/finding.ts'
import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { mapsOf, specOf } from '../../data.ts'
import type { IstioRouting, TrafficRouting } from '../../rollout.ts'
import { isDotted, type Source } from './source.ts'
import { mirrorRoute } from './steps.ts'

/** The objects around the Rollout, which Flagger would have made and Git has to hold from now on. */
export interface Mesh {
  services: Manifest[]
  virtualService: Manifest | null
  destinationRules: Manifest[]
}

/**
 * Flagger's own objects, with the stable Service in the place of the primary one: it has the apex name, so that callers
 * outside the mesh stay on stable pods. The VirtualService's routes get names. A Canary that Flagger cannot set up has none.
 */
export function meshOf(source: Source): Mesh | { problems: Problem[] } {
  const release: Release = { ...source.release, refs: 'assume' }
  const { created, changed, problems, verdict } = predictStored(release, running(source.stored))
  if (verdict !== 'initialized') return { problems }
  const { namespace } = source.canary
  const after = [...created, ...changed, ...source.release.cluster.objects]
  const find = (kind: string, name: string) =>
    after.find(({ kind: other, metadata }) => other === kind && metadata.name === name && isIn(namespace, metadata))
  const { apex, canary } = source.names
  const fresh = find('Service', canary)
  const virtualService = find('VirtualService', apex)
  const policy = find('DestinationRule', canary)
  return {
    services: fresh ? servicesOf(source, fresh, find('Service', apex)) : [],
    virtualService: virtualService ? routed(source, virtualService) : null,
    destinationRules: policy ? rulesOf(source, policy) : [],
  }
}

/** Flagger does nothing for a suspended Canary, but its objects are there. */
function running(canary: Manifest): Manifest {
  const { suspend: _, ...spec } = specOf(canary)
  return { ...canary, spec }
}

function isIn(home: string, { namespace = home }: Manifest['metadata']): boolean {
  return namespace === home
}

/**
 * Both select all pods of the Rollout; the controller adds the hash that tells them apart. An apex Service that was there
 * before keeps its type.
 */
function servicesOf({ names, options }: Source, fresh: Manifest, apex: Manifest | undefined): Manifest[] {
  const { selector } = specOf(fresh)
  const stable: Manifest = apex
    ? { ...apex, spec: { ...specOf(apex), ...(selector !== undefined && { selector }) } }
    : renamed(fresh, names.canary, names.apex)
  const services = options.split === 'subsets' ? [stable] : [stable, fresh]
  return services.map(own)
}

/** Flagger labels each Service with its own name. */
function renamed(service: Manifest, from: string, to: string): Manifest {
  const labels = Object.entries(service.metadata.labels ?? {}).map(([key, value]) => [key, value === from ? to : value])
  return { ...service, metadata: { ...service.metadata, name: to, labels: Object.fromEntries(labels) } }
}

/** Not the controller's object any more: no owner, and nothing that tells a GitOps tool to look away. */
function own(object: Manifest): Manifest {
  const { ownerReferences: _, annotations, ...metadata } = object.metadata
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !marks.has(key))
  return { ...object, metadata: { ...metadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) } }
}

/** Flagger's way of keeping Flux from correcting what it changes, and of giving back what it found. */
const marks: ReadonlySet<string> = new Set([
  'flagger.kubernetes.io/original-configuration',
  'kustomize.toolkit.fluxcd.io/reconcile',
  'helm.toolkit.fluxcd.io/driftDetection',
])

export const routeNames = { weighted: 'primary', tested: 'ab-test', others: 'default' } as const

function routed(source: Source, virtualService: Manifest): Manifest {
  const spec = specOf(virtualService)
  const http = mapsOf(spec['http']).map((route, i, all) => named(source, route, i, all.length))
  const tcp = mapsOf(spec['tcp']).map(route => repointed(source, route))
  return {
    ...own(virtualService),
    spec: { ...spec, ...(http.length > 0 && { http }), ...(tcp.length > 0 && { tcp }) },
  }
}

/** Flagger writes a second route in an A/B test only: for everybody who does not match. */
function named(source: Source, route: JsonMap, index: number, count: number): JsonMap {
  const name = count === 1 ? routeNames.weighted : index === 0 ? routeNames.tested : routeNames.others
  return { name, ...repointed(source, route) }
}

function repointed(source: Source, route: JsonMap): JsonMap {
  return { ...route, route: mapsOf(route['route']).map(destination => sideOf(source, destination)) }
}

function sideOf({ names, options }: Source, destination: JsonMap): JsonMap {
  const target = isMap(destination['destination']) ? destination['destination'] : {}
  const isCanary = target['host'] === names.canary
  const { host: _, ...rest } = target
  const side: JsonMap =
    options.split === 'subsets'
      ? { host: names.apex, subset: isCanary ? subsets.canary : subsets.stable }
      : { host: isCanary ? names.canary : names.apex }
  return { ...destination, destination: { ...side, ...rest } }
}

export const subsets = { canary: 'canary', stable: 'stable' } as const

/** With subsets one rule with both; else the policy once per Service, and no rule without a policy. */
function rulesOf({ names, options }: Source, policy: Manifest): Manifest[] {
  const { trafficPolicy } = specOf(policy)
  const rule = (host: string, more: JsonMap): Manifest => ({
    ...own(policy),
    metadata: { ...own(policy).metadata, name: host },
    spec: { host, ...(trafficPolicy !== undefined && { trafficPolicy }), ...more },
  })
  if (options.split === 'subsets') {
    return [rule(names.apex, { subsets: [{ name: subsets.stable }, { name: subsets.canary }] })]
  }
  return trafficPolicy === undefined ? [] : [rule(names.apex, {}), rule(names.canary, {})]
}

export function routingOf(source: Source, { virtualService }: Mesh): TrafficRouting {
  const { names, options, plan } = source
  const weighted = mapsOf(specOf(virtualService)['http'])[0]?.['name']
  const istio: IstioRouting = {
    virtualService: { name: referenceTo(source), ...(typeof weighted === 'string' && { routes: [weighted] }) },
    ...(options.split === 'subsets' && {
      destinationRule: { name: names.apex, canarySubsetName: subsets.canary, stableSubsetName: subsets.stable },
    }),
  }
  return { ...(plan.mirror && !plan.skipAnalysis && { managedRoutes: [{ name: mirrorRoute(source) }] }), istio }
}

/** After a dot the controller reads a namespace. */
function referenceTo({ names, canary }: Source): string {
  return isDotted(names) ? `${names.apex}.${canary.namespace}` : names.apex
}
