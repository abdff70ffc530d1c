import { describeObject } from '../../../values/finding.ts'
import { autoscaler, autoscalerRef, canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { scalersOf } from './scalers.ts'

export const replicasBesideScaler: ReleaseRule = {
  reads: 'release',
  code: 'WL001',
  title: 'Replicas in Git beside a scaler',
  severity: 'warning',
  why: 'Both the manifest and the scaler say how many pods there are. Whenever the manifest is applied the number is back to what it says, until the scaler notices; and between two rollouts, when Flagger keeps the target at zero, that starts pods that nobody needs.',
  evidence:
    'Kubernetes, Migrating Deployments and StatefulSets to horizontal autoscaling; Flagger 1.44, pkg/canary/deployment_controller.go, ScaleToZero.',
  help: 'Remove spec.replicas of the workload; the scaler and Flagger set it.',
  bad: () => manifests(canary({ spec: autoscalerRef }), deployment({ spec: 'replicas: «3»' }), autoscaler),
  good: () => manifests(canary({ spec: autoscalerRef }), deployment(), autoscaler),
  check(view) {
    const { target } = view
    const replicas = target?.object.spec && 'replicas' in target.object.spec ? target.object.spec.replicas : undefined
    const [scaler] = scalersOf(view)
    if (!target || target.isSketched || !scaler || replicas === undefined) return []
    const message = `${scaler.kind} ${scaler.metadata.name} and this manifest both set the replicas of ${describeObject(target.ref)}`
    return [{ object: target.ref, path: '/spec/replicas', message }]
  },
}
