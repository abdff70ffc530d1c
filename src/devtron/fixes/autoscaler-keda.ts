import { specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const autoscalerKeda: Fix = {
  name: 'autoscaler-keda',
  wrong:
    'With kedaAutoscaling the Canary has no autoscalerRef: KEDA scales the idle target up again and the primary never scales.',
  instead: 'autoscalerRef names the ScaledObject that the chart renders; Flagger pauses and copies it.',
  evidence: 'fluxcd/flagger#1216; Flagger 1.44, pkg/canary/scaled_object_reconciler.go.',
  apply: ({ objects, canary }) => {
    const spec = specOf(canary)
    const scaledObject = objects.find(object => object.kind === 'ScaledObject')
    if (!scaledObject || spec['autoscalerRef'] !== undefined) return
    spec['autoscalerRef'] = {
      apiVersion: scaledObject.apiVersion,
      kind: scaledObject.kind,
      name: scaledObject.metadata.name,
    }
  },
}
