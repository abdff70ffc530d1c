import { isMap, type JsonMap, sameData } from '../values/json.ts'
import type { AutoscalerReference } from './canary.ts'
import { type Hpa, hpas, type Kind, type ScaledObject, scaledObjects } from './kinds.ts'
import { includedByPrefix, type Labels, withoutToolkit } from './labels.ts'
import { canaryOf, primaryOf } from './names.ts'
import { needed, problem } from './problems.ts'
import { field, ownerOf, type Stop, type Tick } from './tick.ts'
import { does } from './versions.ts'

// The autoscaler of the primary (Flagger 1.44, pkg/canary/{hpa,scaled_object}_reconciler.go). Its copy takes all labels of the
// original: the include-label-prefix flag does not reach it.

export interface Scaler {
  /** Creates the primary's autoscaler, and after a promotion brings it up to date. */
  reconcile: (tick: Tick, ref: AutoscalerReference, at: 'init' | 'promotion') => Stop
  /** Keeps the target's autoscaler from starting pods, and lets it again. */
  pause: (tick: Tick, ref: AutoscalerReference) => void
  resume: (tick: Tick, ref: AutoscalerReference) => void
}

export const scalers: Record<string, Scaler> = {
  HorizontalPodAutoscaler: { reconcile: reconcileHpa, pause: () => {}, resume: () => {} },
  ScaledObject: {
    reconcile: reconcileScaledObject,
    pause: (tick, ref) => annotateTarget(tick, ref, annotations => ({ ...annotations, [paused]: '0' })),
    resume: (tick, ref) =>
      annotateTarget(tick, ref, annotations =>
        Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== paused)),
      ),
  },
}

const notShown = 'the autoscaler of the primary is not shown'

function reconcileHpa(tick: Tick, ref: AutoscalerReference, at: 'init' | 'promotion'): Stop {
  const hpa = tick.world.get(hpas, ref.name)
  if (!hpa) return needed(tick, hpas, ref.name, field(tick, '/spec/autoscalerRef'), notShown)
  const existing = tick.world.get(hpas, primaryOf(ref.name))
  const spec = hpaSpec(tick, ref, hpa)
  if (!existing) {
    tick.world.put(hpas, copyOf(tick, hpas, primaryOf(ref.name), { labels: withoutToolkit(hpa.metadata.labels) }, spec))
  } else if (at === 'promotion') {
    const { minReplicas: _, metrics: __, behavior: ___, ...rest } = existing.spec ?? {}
    const { scaleTargetRef: ____, ...wanted } = spec
    tick.world.put(hpas, { ...existing, spec: { ...rest, ...wanted } })
  }
  return null
}

function hpaSpec(tick: Tick, ref: AutoscalerReference, { spec = {} }: Hpa): NonNullable<Hpa['spec']> {
  return {
    ...spec,
    ...(spec.behavior && { behavior: knownBehavior(tick, spec.behavior) }),
    ...ref.primaryScalerReplicas,
    scaleTargetRef: { ...spec.scaleTargetRef, name: tick.names.targetPrimary },
  }
}

/** As this version of Flagger has it in its Go type. */
function knownBehavior({ settings }: Tick, behavior: JsonMap): JsonMap {
  if (does(settings, 'scalerTolerance')) return behavior
  return Object.fromEntries(
    Object.entries(behavior).map(([direction, rules]) => {
      if (!isMap(rules)) return [direction, rules]
      const { tolerance: _, ...known } = rules
      return [direction, known]
    }),
  )
}

function reconcileScaledObject(tick: Tick, ref: AutoscalerReference, at: 'init' | 'promotion'): Stop {
  const original = tick.world.get(scaledObjects, ref.name)
  if (!original) return needed(tick, scaledObjects, ref.name, field(tick, '/spec/autoscalerRef'), notShown)
  const spec = scaledObjectSpec(tick, ref, original)
  if (!spec) {
    const message = `ScaledObject ${ref.name} has no scaleTargetRef, and Flagger does not expect that`
    return problem('FL028', field(tick, '/spec/autoscalerRef'), message)
  }
  const existing = tick.world.get(scaledObjects, primaryOf(ref.name))
  const { labels, annotations } = original.metadata
  if (!existing) {
    const metadata = { labels: withoutToolkit(labels), annotations: withoutToolkit(annotations) }
    tick.world.put(scaledObjects, copyOf(tick, scaledObjects, primaryOf(ref.name), metadata, spec))
  } else if (at === 'promotion' && !sameData(spec as JsonMap, existing.spec as JsonMap)) {
    tick.world.put(scaledObjects, {
      ...existing,
      metadata: {
        ...existing.metadata,
        labels: includedByPrefix(existing.metadata.labels, tick.settings),
        annotations: includedByPrefix(existing.metadata.annotations, tick.settings),
      },
      spec,
    })
  }
  return null
}

function scaledObjectSpec(
  tick: Tick,
  ref: AutoscalerReference,
  { spec = {} }: ScaledObject,
): ScaledObject['spec'] | null {
  if (!spec.scaleTargetRef) return null
  const { minReplicas, maxReplicas } = ref.primaryScalerReplicas ?? {}
  const config = spec.advanced?.horizontalPodAutoscalerConfig ?? {}
  return {
    ...spec,
    scaleTargetRef: { ...spec.scaleTargetRef, name: tick.names.targetPrimary },
    ...(minReplicas !== undefined && { minReplicaCount: minReplicas }),
    ...(maxReplicas !== undefined && { maxReplicaCount: maxReplicas }),
    advanced: {
      ...spec.advanced,
      horizontalPodAutoscalerConfig: {
        ...config,
        ...(config.behavior && { behavior: knownBehavior(tick, config.behavior) }),
        ...(config.name && { name: primaryOf(config.name) }),
      },
    },
    ...(spec.triggers && {
      triggers: spec.triggers.map(trigger => ({ ...trigger, ...primaryQuery(trigger, ref, tick.names.target) })),
    }),
  }
}

/**
 * The query of a trigger for the primary's pods: as the Canary says, else with the target's name replaced wherever it stands,
 * even inside other words.
 */
function primaryQuery(
  trigger: { name?: string; metadata?: Labels },
  ref: AutoscalerReference,
  target: string,
): { metadata?: Labels } {
  const { primaryScalerQueries: queries } = ref
  const own = trigger.metadata?.['query']
  const query = queries ? queries[trigger.name ?? ''] : own === undefined ? undefined : renameTarget(own, target)
  return query === undefined ? {} : { metadata: { ...trigger.metadata, query } }
}

function renameTarget(query: string, target: string): string {
  return query
    .split(canaryOf(target))
    .map(part => part.replaceAll(target, () => primaryOf(target)))
    .join(primaryOf(target))
}

function copyOf<T extends Hpa | ScaledObject>(
  tick: Tick,
  kind: Kind<T>,
  name: string,
  metadata: { labels: Labels; annotations?: Labels },
  spec: NonNullable<T['spec']>,
) {
  const { apiVersion } = kind
  const owned = { name, namespace: tick.canary.namespace, ...metadata, ownerReferences: [ownerOf(tick.canary)] }
  return { apiVersion, kind: kind.kind, metadata: owned, spec }
}

const paused = 'autoscaling.keda.sh/paused-replicas'

function annotateTarget(tick: Tick, ref: AutoscalerReference, change: (annotations: Labels) => Labels): void {
  const original = tick.world.get(scaledObjects, ref.name)
  if (!original) return
  const annotations = change(original.metadata.annotations ?? {})
  tick.world.put(scaledObjects, { ...original, metadata: { ...original.metadata, annotations } })
}
