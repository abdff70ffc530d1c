import { mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const autoscalerName: Fix = {
  name: 'autoscaler-name',
  wrong:
    'autoscaling.name renames the HPA (chart 4-20 and later), but autoscalerRef still names <fullname>-hpa: Flagger stops with "get query error".',
  instead: 'autoscalerRef names the HPA that the chart renders.',
  evidence: 'hpa.yaml and flagger.yaml of chart 4-20-0; Flagger 1.44, pkg/canary/hpa_reconciler.go.',
  apply: ({ objects, canary, names }) => {
    const ref = mapAt(specOf(canary), 'autoscalerRef')
    const hpa = objects.find(
      object =>
        object.kind === 'HorizontalPodAutoscaler' && mapAt(specOf(object), 'scaleTargetRef')['name'] === names.fullname,
    )
    if (hpa && ref['name'] !== undefined) ref['name'] = hpa.metadata.name
  },
}
