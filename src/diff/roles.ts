import { referredConfigs } from '../flagger/configs.ts'
import { decode } from '../flagger/go/decode.ts'
import { deployments, type PodSpec } from '../flagger/kinds.ts'
import { namesOf, primaryOf } from '../flagger/names.ts'
import { routerOf } from '../flagger/providers/index.ts'
import type { Settings } from '../flagger/settings.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import { dataOf, groupOf, type Manifest } from '../values/manifest.ts'
import { idOf, type Objects } from './identity.ts'
import { isCanary } from './normal.ts'

/** What an object is to a Canary. */
export type Role =
  | 'target'
  | 'primary'
  | 'apex Service'
  | 'primary Service'
  | 'canary Service'
  | 'routes'
  | 'autoscaler'
  | 'primary autoscaler'
  | 'tracked config'
  | 'copy of a config'
  | 'metric template'
  | 'alert provider'
  | 'entry'

export interface Part {
  role: Role
  canary: Manifest
}

/** By identity. */
export type Roles = ReadonlyMap<string, Part>

/** What the objects of one side are to the Canaries among them, but for configs. */
export function rolesOf(objects: Objects, namespace: string, settings: Settings): Roles {
  return collect(objects, canary => partsOf(canary, namespace, settings))
}

/** What ConfigMaps and Secrets are: that takes a look at the pods of every target. */
export function configRolesOf(objects: Objects, namespace: string, settings: Settings): Roles {
  if (!settings.enableConfigTracking) return new Map()
  return collect(objects, canary => configsOf(canary, objects, namespace))
}

function collect(objects: Objects, find: (canary: Manifest) => Named[]): Roles {
  const roles = new Map<string, Part>()
  for (const object of objects.values()) {
    if (!isCanary(object)) continue
    for (const [role, id] of find(object)) if (!roles.has(id)) roles.set(id, { role, canary: object })
  }
  return roles
}

type Named = [role: Role, id: string]

function partsOf(canary: Manifest, defaultNamespace: string, settings: Settings): Named[] {
  const spec = mapOf(canary['spec'])
  const namespace = canary.metadata.namespace || defaultNamespace
  const target = refOf(spec['targetRef'])
  const service = mapOf(spec['service'])
  const names = namesOf(target.name, textOf(service['name']))
  const here = (group: string, kind: string, name: string) => idOf(group, kind, namespace, name)
  const provider = textOf(spec['provider']) || settings.meshProvider
  const ingressRef = { name: refOf(spec['ingressRef']).name }
  const routeRef = { name: refOf(spec['routeRef']).name }
  const routes = routerOf(provider).router.writes({
    names,
    settings,
    canary: { namespace, spec: { ingressRef, routeRef } },
    service: { port: typeof service['port'] === 'number' ? service['port'] : 0 },
  })
  return [
    ['target', here(target.group, target.kind, names.target)],
    ['primary', here(target.group, target.kind, names.targetPrimary)],
    ['apex Service', here('', 'Service', names.apex)],
    ['primary Service', here('', 'Service', names.primary)],
    ['canary Service', here('', 'Service', names.canary)],
    ...routes.map(({ kind, name }): Named => ['routes', here(groupOf(kind.apiVersion), kind.kind, name)]),
    ...scalersOf(spec, here),
    ['entry', here('networking.k8s.io', 'Ingress', ingressRef.name)],
    ['entry', here('apisix.apache.org', 'ApisixRoute', routeRef.name)],
    ...analysisParts(mapOf(spec['analysis']), namespace),
  ]
}

type Here = (group: string, kind: string, name: string) => string

function scalersOf(spec: JsonMap, here: Here): Named[] {
  const { group, kind, name } = refOf(spec['autoscalerRef'])
  if (name === '') return []
  return [
    ['autoscaler', here(group, kind, name)],
    ['primary autoscaler', here(group, kind, primaryOf(name))],
  ]
}

/** Those that the target's pods refer to; whether one of them is tracked is written on itself. */
function configsOf(canary: Manifest, objects: Objects, defaultNamespace: string): Named[] {
  const { group, kind, name } = refOf(mapOf(canary['spec'])['targetRef'])
  const namespace = canary.metadata.namespace || defaultNamespace
  const target = objects.get(idOf(group, kind, namespace, name))
  if (!target) return []
  const referred = referredConfigs(podOf(target))
  const named = (of: string, names: Iterable<string>) =>
    [...names].flatMap((config): Named[] => [
      ['tracked config', idOf('', of, namespace, config)],
      ['copy of a config', idOf('', of, namespace, primaryOf(config))],
    ])
  return [...named('ConfigMap', referred.configMaps.keys()), ...named('Secret', referred.secrets.keys())]
}

/** Read through its Go type, so that nothing in it is of another type than it should be. */
function podOf(workload: Manifest): PodSpec {
  const spec = mapOf(dataOf(workload)['spec'])
  const { value } = decode({ spec: { template: mapOf(spec['template']) } }, deployments.type)
  const pod: unknown = mapOf(mapOf(mapOf(value['spec'])['template'])['spec'])
  return pod as PodSpec
}

function analysisParts({ metrics, alerts }: JsonMap, namespace: string): Named[] {
  const parts = (list: Json | undefined, field: string, role: Role, kind: string) =>
    (Array.isArray(list) ? list : []).flatMap((item): Named[] => {
      const ref = mapOf(mapOf(item)[field])
      const name = textOf(ref['name'])
      return name === '' ? [] : [[role, idOf('flagger.app', kind, textOf(ref['namespace']) || namespace, name)]]
    })
  return [
    ...parts(metrics, 'templateRef', 'metric template', 'MetricTemplate'),
    ...parts(alerts, 'providerRef', 'alert provider', 'AlertProvider'),
  ]
}

function refOf(value: Json | undefined): { group: string; kind: string; name: string } {
  const ref = mapOf(value)
  return { group: groupOf(textOf(ref['apiVersion'])), kind: textOf(ref['kind']), name: textOf(ref['name']) }
}

export function mapOf(value: unknown): JsonMap {
  return isMap(value) ? value : {}
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
