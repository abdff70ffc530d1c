import { namesOf, primaryOf } from '../flagger/names.ts'
import { routerOf } from '../flagger/providers/index.ts'
import type { Settings } from '../flagger/settings.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'

/** An object that a Canary may have to do with, of whatever kind. */
export interface Reference {
  namespace: string
  name: string
}

/**
 * The names that a Canary's runs may look up: what it refers to, and what Flagger derives from that. The Canary has not been
 * checked yet, so that anything may be missing or of another type.
 */
export function referencesOf(canary: Manifest, namespace: string, settings: Settings, find: Find): Reference[] {
  const spec = mapOf(canary['spec'])
  const service = mapOf(spec['service'])
  const names = namesOf(nameIn(spec['targetRef']), text(service['name']))
  const ingressRef = { name: nameIn(spec['ingressRef']) }
  const routeRef = { name: nameIn(spec['routeRef']) }
  const scaler = nameIn(spec['autoscalerRef'])
  const routes = routerOf(text(spec['provider']) || settings.meshProvider).router.writes({
    names,
    settings,
    canary: { namespace, spec: { ingressRef, routeRef } },
    service: { port: typeof service['port'] === 'number' ? service['port'] : 0 },
  })
  const own = [
    ...Object.values({ ...names }),
    ...[ingressRef.name, routeRef.name, scaler, primaryOf(scaler)],
    ...routes.map(({ name }) => name),
    ...configNames(find({ namespace, name: names.target })).flatMap(name => [name, primaryOf(name)]),
  ]
  const elsewhere = [spec['upstreamRef'], ...analysisRefs(mapOf(spec['analysis']))].map(ref => ({
    namespace: text(mapOf(ref)['namespace']) || namespace,
    name: nameIn(ref),
  }))
  const credentials = elsewhere.flatMap(ref => secretRefs(find(ref)).map(name => ({ ...ref, name })))
  return [...own.map(name => ({ namespace, name })), ...elsewhere, ...credentials]
}

/** The given objects of a name. */
export type Find = (reference: Reference) => readonly Manifest[]

/** Metric templates and alert providers. */
function analysisRefs(analysis: JsonMap): (Json | undefined)[] {
  return [
    ...listOf(analysis['metrics']).map(metric => mapOf(metric)['templateRef']),
    ...listOf(analysis['alerts']).map(alert => mapOf(alert)['providerRef']),
  ]
}

/** Where metric templates and alert providers have their credentials. */
function secretRefs(objects: readonly Manifest[]): string[] {
  return objects.flatMap(object => {
    const spec = mapOf(object['spec'])
    return [mapOf(spec['provider'])['secretRef'], spec['secretRef']].map(nameIn)
  })
}

const configFields = new Set(['configMap', 'configMapRef', 'configMapKeyRef', 'secret', 'secretRef', 'secretKeyRef'])

/** The names of all ConfigMaps and Secrets that pods refer to. */
function configNames(workloads: readonly Manifest[]): string[] {
  const names: string[] = []
  for (const workload of workloads) {
    const { template } = mapOf(workload['spec'])
    collect(mapOf(template)['spec'], names)
  }
  return names
}

function collect(value: Json | undefined, names: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, names)
  } else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key]
      if (configFields.has(key) && isMap(item)) names.push(text(item['name']) || text(item['secretName']))
      else collect(item, names)
    }
  }
}

function nameIn(ref: Json | undefined): string {
  return text(mapOf(ref)['name'])
}

function mapOf(value: unknown): JsonMap {
  return isMap(value) ? value : {}
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
