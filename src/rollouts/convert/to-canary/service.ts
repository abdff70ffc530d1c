import type { CanaryService } from '../../../flagger/canary.ts'
import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { mapsOf, specOf } from '../../data.ts'
import { podHashLabel } from '../../names.ts'
import { isAbTest } from './analysis.ts'
import { find, type Source } from './source.ts'

/** What the Canary says of Services and routes, from the objects that Git holds for the Rollout. */
export function serviceOf(source: Source): CanaryService {
  const { apex, target, namespace, objects } = source
  const service = find(objects, 'Service', apex, namespace)
  const canary = find(objects, 'Service', source.canaryService, namespace)
  return {
    ...(apex !== target && { name: apex }),
    ...portsOf(source, service),
    ...routing(source),
    ...metadataOf('apex', source.virtualService ?? service),
    ...metadataOf('canary', canary),
  }
}

function portsOf(source: Source, service: Manifest | null): CanaryService {
  const spec = specOf(service)
  const [first, ...others] = mapsOf(spec['ports'])
  const port = first ? numberAt(first, 'port') : routedPort(source)
  const { name, targetPort, appProtocol } = first ?? {}
  const isTcp = mapsOf(specOf(source.virtualService)['tcp']).length > 0
  const asked = service ? targetPort : containerPort(source)
  const target = typeof asked === 'string' || typeof asked === 'number' ? asked : undefined
  return {
    port: port ?? 80,
    ...(target !== undefined && target !== port && { targetPort: target }),
    ...(typeof name === 'string' && name !== 'http' && { portName: name }),
    ...(typeof appProtocol === 'string' ? { appProtocol } : isTcp ? { appProtocol: 'TCP' } : {}),
    ...((others.length > 0 || routedPort(source) !== undefined) && { portDiscovery: true }),
    ...(spec['clusterIP'] === 'None' && { headless: true }),
    ...(typeof spec['trafficDistribution'] === 'string' && { trafficDistribution: spec['trafficDistribution'] }),
  }
}

/** Without a Service, what its pods listen on. */
function containerPort({ rollout }: Source): string | number | undefined {
  const { name, containerPort: number } = rollout.spec.template?.spec?.containers?.[0]?.ports?.[0] ?? {}
  return name ?? number
}

function routedPort({ route }: Source): number | undefined {
  const [destination] = mapsOf(route?.['route'])
  const target = destination?.['destination']
  return isMap(target) && isMap(target['port']) ? numberAt(target['port'], 'number') : undefined
}

/** Fields of a route that a Canary has, too. */
const routeFields = ['rewrite', 'timeout', 'retries', 'headers', 'corsPolicy'] as const
export const knownRouteFields: ReadonlySet<string> = new Set(['name', 'route', 'match', ...routeFields])

function routing(source: Source): CanaryService {
  const { virtualService, route, otherRoutes, apex } = source
  if (!virtualService) return {}
  const spec = specOf(virtualService)
  const hosts = textsOf(spec['hosts'])
  const gateways = textsOf(spec['gateways'])
  if (hosts.length === 0 && gateways.length === 0) {
    return { delegation: true, ...fieldsOf(route, otherRoutes), ...policyOf(source) }
  }
  const others = hosts.filter(host => host !== apex)
  return {
    ...(others.length > 0 && { hosts: others }),
    ...(gateways.length > 0 && (gateways.length > 1 || gateways[0] !== 'mesh') && { gateways }),
    ...fieldsOf(route, otherRoutes),
    ...policyOf(source),
  }
}

/** In an A/B test the conditions of the service stand in the other route. */
function fieldsOf(route: JsonMap | null, otherRoutes: JsonMap[]): CanaryService {
  const fields: JsonMap = {}
  const match = isAbTest({ route, otherRoutes }) ? otherRoutes[0]?.['match'] : route?.['match']
  if (match !== undefined) fields['match'] = match
  for (const name of routeFields) {
    const value = route?.[name]
    if (value !== undefined) fields[name] = value
  }
  return fields as CanaryService
}

/** Flagger writes the policy into the rules of both versions. */
function policyOf({ objects, namespace, canaryService, apex, istio }: Source): CanaryService {
  const name = istio.destinationRule?.name ?? canaryService
  const rule = find(objects, 'DestinationRule', name, namespace) ?? find(objects, 'DestinationRule', apex, namespace)
  const { trafficPolicy } = specOf(rule)
  return isMap(trafficPolicy) ? { trafficPolicy } : {}
}

/**
 * Labels and annotations that somebody asked for: not the name that Flagger labels each Service with, nor the controller's.
 * The VirtualService has those of the apex.
 */
function metadataOf(side: 'apex' | 'canary', object: Manifest | null): CanaryService {
  if (!object) return {}
  const { name, labels = {}, annotations = {} } = object.metadata
  const own = Object.entries(labels).filter(([, value]) => object.kind !== 'Service' || value !== name)
  const notes = Object.entries(annotations).filter(
    ([key]) => !key.includes('argo-rollouts.argoproj.io/') && key !== podHashLabel,
  )
  if (own.length === 0 && notes.length === 0) return {}
  return {
    [side]: {
      ...(own.length > 0 && { labels: Object.fromEntries(own) }),
      ...(notes.length > 0 && { annotations: Object.fromEntries(notes) }),
    },
  }
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

function numberAt(map: JsonMap, key: string): number | undefined {
  const value = map[key]
  return typeof value === 'number' ? value : undefined
}
