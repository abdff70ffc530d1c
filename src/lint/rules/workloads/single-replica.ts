import { autoscaler, autoscalerRef, canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { scalersOf } from './scalers.ts'

export const singleReplica: ReleaseRule = {
  reads: 'release',
  code: 'WL014',
  title: 'A primary with one pod',
  severity: 'info',
  why: 'Without replicas in the manifest and without an autoscalerRef the primary is made with one pod, and nobody scales it up: one node less, and the app is down.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, createPrimaryDeployment: `replicas := int32(1)`.',
  help: 'Give the target a HorizontalPodAutoscaler and name it in spec.autoscalerRef.',
  bad: () => manifests(canary({}), deployment({ name: '«shop»' })),
  good: () => manifests(canary({ spec: autoscalerRef }), deployment(), autoscaler),
  check(view) {
    const { target, spec, names } = view
    if (!target || target.isSketched || target.object.kind !== 'Deployment' || spec.autoscalerRef) return []
    const { replicas } = target.object.spec && 'replicas' in target.object.spec ? target.object.spec : {}
    if (replicas !== undefined || scalersOf(view).length > 0) return []
    const message = `${names.targetPrimary} will have one pod: the ${target.object.kind} names no replicas, and there is no autoscalerRef`
    return [{ object: target.ref, path: '/metadata/name', message }]
  },
}
