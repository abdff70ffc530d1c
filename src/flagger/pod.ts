import type { TrackedConfigs } from './configs.ts'
import type { Container, LabelSelector, PodAntiAffinity, PodSpec, Volume } from './kinds.ts'
import { primaryOf } from './names.ts'
import type { Settings } from './settings.ts'
import { does } from './versions.ts'

/** The target's pods as the primary runs them: with the copies of its configs (ApplyPrimaryConfigs of config_tracker.go). */
export function withPrimaryConfigs(pod: PodSpec, tracked: TrackedConfigs, settings: Settings): PodSpec {
  if (tracked.configMaps.size === 0 && tracked.secrets.size === 0) return pod
  const { volumes, containers, initContainers } = pod
  const inits = initContainers && does(settings, 'initContainerConfigs')
  return {
    ...pod,
    ...(volumes && { volumes: volumes.map(volume => renameInVolume(volume, tracked)) }),
    ...(containers && { containers: containers.map(container => renameInContainer(container, tracked)) }),
    ...(inits && { initContainers: inits && initContainers.map(container => renameInContainer(container, tracked)) }),
  }
}

function renameInVolume(volume: Volume, tracked: TrackedConfigs): Volume {
  const { configMap, secret, projected } = volume
  const sources = projected?.sources?.map(source => ({
    ...source,
    ...(source.configMap && { configMap: renamed(source.configMap, tracked.configMaps) }),
    ...(source.secret && { secret: renamed(source.secret, tracked.secrets) }),
  }))
  return {
    ...volume,
    ...(configMap && { configMap: renamed(configMap, tracked.configMaps) }),
    ...(secret && {
      secret: tracked.secrets.has(secret.secretName ?? '')
        ? { ...secret, secretName: primaryOf(secret.secretName ?? '') }
        : secret,
    }),
    ...(sources && { projected: { ...projected, sources } }),
  }
}

function renameInContainer(container: Container, tracked: TrackedConfigs): Container {
  const { env, envFrom } = container
  return {
    ...container,
    ...(env && {
      env: env.map(variable => {
        const { configMapKeyRef: map, secretKeyRef: key } = variable.valueFrom ?? {}
        if (map) return { ...variable, valueFrom: { ...variable.valueFrom, ...configMapKey(map, tracked) } }
        if (key) return { ...variable, valueFrom: { ...variable.valueFrom, ...secretKey(key, tracked) } }
        return variable
      }),
    }),
    ...(envFrom && {
      envFrom: envFrom.map(source => {
        const { configMapRef: map, secretRef: key } = source
        if (map) return { ...source, configMapRef: renamed(map, tracked.configMaps) }
        return key ? { ...source, secretRef: renamed(key, tracked.secrets) } : source
      }),
    }),
  }
}

function configMapKey<T extends { name?: string }>(reference: T, tracked: TrackedConfigs): { configMapKeyRef: T } {
  return { configMapKeyRef: renamed(reference, tracked.configMaps) }
}

function secretKey<T extends { name?: string }>(reference: T, tracked: TrackedConfigs): { secretKeyRef: T } {
  return { secretKeyRef: renamed(reference, tracked.secrets) }
}

function renamed<T extends { name?: string }>(reference: T, names: ReadonlySet<string>): T {
  const name = reference.name ?? ''
  return names.has(name) ? { ...reference, name: primaryOf(name) } : reference
}

/**
 * Keeps the primary's pods away from each other, not from the canary's: selectors of anti-affinity and of topology spread
 * that name the target are made to name the primary (appendPrimarySuffixToValuesIfNeeded of deployment_controller.go). They
 * are compared with the Deployment's name, not with the value of its selector label.
 */
export function withPrimarySpread(pod: PodSpec, target: string, settings: Settings): PodSpec {
  const { topologySpreadConstraints, affinity } = pod
  const rename = (selector: LabelSelector) => renameInSelector(selector, target, settings)
  return {
    ...pod,
    ...(topologySpreadConstraints && {
      topologySpreadConstraints: topologySpreadConstraints.map(constraint => renameSelectorOf(constraint, rename)),
    }),
    ...(affinity?.podAntiAffinity && {
      affinity: { ...affinity, podAntiAffinity: renameInAntiAffinity(affinity.podAntiAffinity, rename) },
    }),
  }
}

type Rename = (selector: LabelSelector) => LabelSelector

function renameInAntiAffinity(antiAffinity: PodAntiAffinity, rename: Rename): PodAntiAffinity {
  const {
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  } = antiAffinity
  return {
    ...antiAffinity,
    ...(preferred && {
      preferredDuringSchedulingIgnoredDuringExecution: preferred.map(term =>
        term.podAffinityTerm ? { ...term, podAffinityTerm: renameSelectorOf(term.podAffinityTerm, rename) } : term,
      ),
    }),
    ...(required && {
      requiredDuringSchedulingIgnoredDuringExecution: required.map(term => renameSelectorOf(term, rename)),
    }),
  }
}

function renameSelectorOf<T extends { labelSelector?: LabelSelector }>(term: T, rename: Rename): T {
  return term.labelSelector ? { ...term, labelSelector: rename(term.labelSelector) } : term
}

/** Of each expression only the first value that is the target's name is renamed. */
function renameInSelector(selector: LabelSelector, target: string, settings: Settings): LabelSelector {
  const { matchLabels, matchExpressions } = selector
  return {
    ...selector,
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(expression => {
        const index = settings.selectorLabels.includes(expression.key) ? (expression.values ?? []).indexOf(target) : -1
        return index < 0
          ? expression
          : { ...expression, values: (expression.values ?? []).with(index, primaryOf(target)) }
      }),
    }),
    ...(matchLabels && {
      matchLabels: Object.fromEntries(
        Object.entries(matchLabels).map(([key, value]) =>
          settings.selectorLabels.includes(key) && value === target ? [key, primaryOf(value)] : [key, value],
        ),
      ),
    }),
  }
}
