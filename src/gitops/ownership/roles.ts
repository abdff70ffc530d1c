import { type Canary, isKnative, providerOf } from '../../flagger/canary.ts'
import { trackedConfigs } from '../../flagger/configs.ts'
import {
  configMaps,
  type DaemonSet,
  type Deployment,
  daemonSets,
  deployments,
  hpas,
  type Kind,
  scaledObjects,
  secrets,
  services,
} from '../../flagger/kinds.ts'
import { knativeServices } from '../../flagger/knative.ts'
import { primaryOf } from '../../flagger/names.ts'
import { routerOf } from '../../flagger/providers/index.ts'
import { worldOf } from '../../flagger/read-cluster.ts'
import type { Release } from '../../flagger/release.ts'
import { readCanary, storeCanary } from '../../flagger/stored.ts'
import { startTick, type Tick } from '../../flagger/tick.ts'
import type { ObjectRef } from '../../values/finding.ts'

/** What an object is to a Canary. */
export type Role =
  | 'target'
  | 'target autoscaler'
  | 'primary'
  | 'primary autoscaler'
  | 'config copy'
  | 'apex Service'
  | 'primary Service'
  | 'canary Service'
  | 'primary copy'
  | 'canary copy'
  | 'route'
  | 'rollout workload'
  | 'rollout Service'
  | 'rollout route'
  | 'rollout subsets'

/** An object that a controller has to do with; it may exist or not. */
export interface RoleObject {
  role: Role
  kind: Kind
  object: ObjectRef
}

/** Every object that Flagger writes for a release, in the order in which it does; none when the CRD refuses the Canary. */
export function objectsOf(release: Release): RoleObject[] {
  const { manifest } = storeCanary(release.canary, release.namespace)
  if (!manifest) return []
  const { canary } = readCanary(manifest)
  const tick = startTick(canary, worldOf(release, canary).world, release)
  const { spec, namespace } = canary
  const { names } = tick
  const target = targetKind(canary)
  const scaler = spec.autoscalerRef && scalerKinds[spec.autoscalerRef.kind ?? '']
  const all: [Role, Kind, string][] = [
    ['target', target, names.target],
    ...(target === services ? serviceCopies(tick) : []),
    ...(target === deployments || target === daemonSets ? workloadObjects(tick, target) : []),
    ...(scaler && spec.autoscalerRef ? scalerObjects(scaler, spec.autoscalerRef.name) : []),
    ...routerOf(providerOf(spec, release.settings))
      .router.writes(tick)
      .filter(({ kind }) => kind !== knativeServices)
      .map(({ kind, name }): [Role, Kind, string] => ['route', kind, name]),
  ]
  return all.map(([role, kind, name]) => ({
    role,
    kind,
    object: { apiVersion: kind.apiVersion, kind: kind.kind, namespace: kind.clusterScoped ? '' : namespace, name },
  }))
}

const scalerKinds: Record<string, Kind> = { HorizontalPodAutoscaler: hpas, ScaledObject: scaledObjects }

function targetKind({ spec }: Canary): Kind {
  if (isKnative(spec.targetRef)) return knativeServices
  if (spec.targetRef.kind === 'Service') return services
  return spec.targetRef.kind === 'DaemonSet' ? daemonSets : deployments
}

function serviceCopies({ names }: Tick): [Role, Kind, string][] {
  return [
    ['canary copy', services, names.targetCanary],
    ['primary copy', services, names.targetPrimary],
  ]
}

function workloadObjects(tick: Tick, kind: Kind<Deployment | DaemonSet>): [Role, Kind, string][] {
  const { names, world } = tick
  const workload = world.get(kind, names.target)
  const tracked = workload && trackedConfigs(tick, workload.spec?.template?.spec ?? {}, workload)
  const copies = (of: Kind, originals: Iterable<string>): [Role, Kind, string][] =>
    [...originals].map(name => ['config copy', of, primaryOf(name)])
  return [
    ['canary Service', services, names.canary],
    ['primary Service', services, names.primary],
    ...(tracked ? [...copies(configMaps, tracked.configMaps), ...copies(secrets, tracked.secrets)] : []),
    ['primary', kind, names.targetPrimary],
    ['apex Service', services, names.apex],
  ]
}

function scalerObjects(kind: Kind, name: string): [Role, Kind, string][] {
  return [
    ['target autoscaler', kind, name],
    ['primary autoscaler', kind, primaryOf(name)],
  ]
}
