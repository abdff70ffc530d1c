import { specOf } from '../../../devtron/fixes/access.ts'
import { canary, deployment, manifests } from '../../example.ts'
import { numberAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { scalersOf } from './scalers.ts'

/** What KEDA takes where the ScaledObject says nothing. */
const mostByDefault = 100

const reference = 'autoscalerRef: {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: shop}'
const scaledObject = (min: string) => `
  apiVersion: keda.sh/v1alpha1
  kind: ScaledObject
  metadata:
    name: shop
    namespace: prod
  spec:
    scaleTargetRef:
      name: shop
    minReplicaCount: ${min}
    maxReplicaCount: 4
    triggers:
      - type: cpu
        metadata: {type: Utilization, value: "80"}
`

export const scalerRange: ReleaseRule = {
  reads: 'release',
  code: 'WL002',
  title: 'A scaler whose minimum is above its maximum',
  severity: 'error',
  why: 'KEDA makes a HorizontalPodAutoscaler of the ScaledObject, and the API server refuses that: nothing is scaled. Flagger copies the numbers for the primary.',
  evidence: 'KEDA 2, pkg/scaling and its admission webhook; Kubernetes 1.34, ValidateHorizontalPodAutoscaler.',
  help: 'Raise maxReplicaCount or lower minReplicaCount.',
  bad: () => manifests(canary({ spec: reference }), deployment(), scaledObject('«6»')),
  good: () => manifests(canary({ spec: reference }), deployment(), scaledObject('2')),
  check(view) {
    return scalersOf(view).flatMap(scaler => {
      const spec = specOf(scaler)
      const [min = 0, max = mostByDefault] = [numberAt(spec, 'minReplicaCount'), numberAt(spec, 'maxReplicaCount')]
      if (scaler.kind !== 'ScaledObject' || min <= max) return []
      const message = `minReplicaCount is ${min}, above maxReplicaCount, which is ${max}`
      return [{ object: refIn(view, scaler), path: '/spec/minReplicaCount', message }]
    })
  },
}
