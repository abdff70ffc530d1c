import type { Problem } from '../values/finding.ts'
import { compare } from '../values/finding.ts'
import type { Manifest, OwnerReference } from '../values/manifest.ts'
import { type ConfigMap, configMaps, type Kind, type PodSpec, type Secret, secrets } from './kinds.ts'
import { includedByPrefix } from './labels.ts'
import { primaryOf } from './names.ts'
import { missingConfig } from './problems.ts'
import { ownerOf, type Tick } from './tick.ts'

// Config tracking (Flagger 1.44, pkg/canary/config_tracker.go): the primary gets copies of the ConfigMaps and Secrets that the
// target's pods refer to, so that a change of the originals reaches the canary alone.

export interface TrackedConfigs {
  configMaps: ReadonlySet<string>
  secrets: ReadonlySet<string>
  /** The first one that is missing although it is needed. */
  stop: Problem | null
}

const nothingTracked: TrackedConfigs = { configMaps: new Set(), secrets: new Set(), stop: null }

/** The configs of a pod that get a copy; those that are not given are assumed, or stop the controller. */
export function trackedConfigs(tick: Tick, pod: PodSpec, workload: Manifest): TrackedConfigs {
  if (!tick.settings.enableConfigTracking) return nothingTracked
  const referred = referredConfigs(pod)
  const maps = track(tick, configMaps, referred.configMaps, workload, isTracked)
  if (maps.stop) return { ...nothingTracked, stop: maps.stop }
  const keys = track(tick, secrets, referred.secrets, workload, secret => hasTrackedType(secret) && isTracked(secret))
  return { configMaps: maps.names, secrets: keys.names, stop: keys.stop }
}

function track<T extends Manifest>(
  tick: Tick,
  kind: Kind<T>,
  referred: Map<string, ConfigUse>,
  workload: Manifest,
  wanted: (config: T) => boolean,
): { names: Set<string>; stop: Problem | null } {
  const names = new Set<string>()
  for (const [name, use] of referred) {
    const config = tick.world.get(kind, name)
    if (config) {
      if (wanted(config)) names.add(name)
    } else if (tick.refs === 'assume') {
      tick.problems.push(missingConfig(tick, kind, name, workload, use, 'assumed'))
      names.add(name)
    } else if (use.required) {
      return { names, stop: missingConfig(tick, kind, name, workload, use, 'stops') }
    }
  }
  return { names, stop: null }
}

const trackedTypes = new Set(['Opaque', 'kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth', 'kubernetes.io/tls'])

/** Registry credentials, service account tokens and the like stay with the service account. */
function hasTrackedType(secret: Secret): boolean {
  return trackedTypes.has(secret.type ?? '')
}

function isTracked(config: ConfigMap | Secret): boolean {
  return !config.metadata.annotations?.['flagger.app/config-tracking']?.startsWith('disable')
}

export interface ConfigUse {
  /** Of several references to one name the last one decides. */
  required: boolean
  /** Where the pod refers to it. */
  path: (string | number)[]
}

interface ReferredConfigs {
  configMaps: Map<string, ConfigUse>
  secrets: Map<string, ConfigUse>
}

/** What a pod refers to, in the order in which Flagger looks: volumes, containers, init containers. */
export function referredConfigs(pod: PodSpec): ReferredConfigs {
  const out: ReferredConfigs = { configMaps: new Map(), secrets: new Map() }
  function add(kind: keyof ReferredConfigs, name: string | undefined, optional: boolean | undefined, ...path: Path) {
    out[kind].set(name ?? '', { required: optional !== true, path })
  }
  for (const [i, { configMap, secret, projected }] of (pod.volumes ?? []).entries()) {
    const path: Path = ['volumes', i]
    if (configMap) add('configMaps', configMap.name, configMap.optional, ...path, 'configMap')
    if (secret) add('secrets', secret.secretName, secret.optional, ...path, 'secret')
    for (const [j, source] of (projected?.sources ?? []).entries()) {
      const at: Path = [...path, 'projected', 'sources', j]
      if (source.configMap) add('configMaps', source.configMap.name, source.configMap.optional, ...at, 'configMap')
      if (source.secret) add('secrets', source.secret.name, source.secret.optional, ...at, 'secret')
    }
  }
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [i, { env, envFrom }] of (pod[list] ?? []).entries()) {
      for (const [j, { valueFrom }] of (env ?? []).entries()) {
        const { configMapKeyRef: map, secretKeyRef: key } = valueFrom ?? {}
        const at: Path = [list, i, 'env', j, 'valueFrom']
        if (map) add('configMaps', map.name, map.optional, ...at, 'configMapKeyRef')
        else if (key) add('secrets', key.name, key.optional, ...at, 'secretKeyRef')
      }
      for (const [j, { configMapRef: map, secretRef: key }] of (envFrom ?? []).entries()) {
        const at: Path = [list, i, 'envFrom', j]
        if (map) add('configMaps', map.name, map.optional, ...at, 'configMapRef')
        else if (key) add('secrets', key.name, key.optional, ...at, 'secretRef')
      }
    }
  }
  return out
}

type Path = (string | number)[]

/** Writes the copies, over what may be there; only foreign owners of an earlier copy stay. */
export function writeCopies(tick: Tick, tracked: TrackedConfigs): void {
  for (const name of sorted(tracked.configMaps)) {
    const source = tick.world.get(configMaps, name)
    if (source) tick.world.put(configMaps, copyOf(tick, configMaps, source, source.data && { data: source.data }))
  }
  for (const name of sorted(tracked.secrets)) {
    const source = tick.world.get(secrets, name)
    if (source) tick.world.put(secrets, copyOf(tick, secrets, source, { type: source.type, data: source.data }))
  }
}

function copyOf<T extends ConfigMap | Secret>(tick: Tick, kind: Kind<T>, source: T, content: object | undefined) {
  const name = primaryOf(source.metadata.name)
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name,
      namespace: tick.canary.namespace,
      labels: includedByPrefix(source.metadata.labels, tick.settings),
      ownerReferences: [ownerOf(tick.canary), ...foreignOwners(tick, tick.world.get(kind, name))],
    },
    ...content,
  }
}

function foreignOwners(tick: Tick, copy: Manifest | null): OwnerReference[] {
  const owners = copy?.metadata.ownerReferences ?? []
  return owners
    .filter(owner => owner.kind !== 'Canary' || owner.name !== tick.canary.name)
    .map(owner => ({ ...owner, controller: false }))
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort(compare)
}
