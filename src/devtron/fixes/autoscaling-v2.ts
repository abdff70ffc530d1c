import { mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const autoscalingV2: Fix = {
  name: 'autoscaling-v2',
  wrong: 'autoscalerRef says autoscaling/v1, although Flagger reads every HPA as v2 and the chart renders v2.',
  instead: 'autoscalerRef says autoscaling/v2.',
  evidence: 'Flagger 1.44, pkg/canary/hpa_reconciler.go.',
  apply: ({ canary }) => {
    const ref = mapAt(specOf(canary), 'autoscalerRef')
    if (ref['kind'] === 'HorizontalPodAutoscaler') ref['apiVersion'] = 'autoscaling/v2'
  },
}
