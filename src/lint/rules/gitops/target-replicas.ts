import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { scalersOf } from '../workloads/scalers.ts'

export const targetReplicas: ReleaseRule = {
  reads: 'release',
  code: 'GO001',
  title: 'Replicas of the target in Git',
  severity: 'warning',
  why: 'Flagger scales the target to zero between two rollouts. A GitOps tool that applies its manifest sets replicas back: it starts canary pods that get no traffic, or reports drift for ever. Fleet with server-side apply stops at the conflict.',
  evidence:
    'Flagger 1.44, pkg/canary/deployment_controller.go, ScaleToZero; argoproj/argo-cd#12967; fluxcd/flagger#1504.',
  help: 'Remove spec.replicas and name an autoscaler in spec.autoscalerRef, or let the tool ignore the field; `serin drift` writes the rules.',
  bad: () => manifests(canary({}), deployment({ spec: 'replicas: «3»' })),
  good: () => manifests(canary({}), deployment()),
  check(view) {
    const { target } = view
    const { replicas } = target?.object.spec && 'replicas' in target.object.spec ? target.object.spec : {}
    if (!target || target.isSketched || replicas === undefined || scalersOf(view).length > 0) return []
    const message = `replicas of the target stand in Git, and Flagger scales it to zero: whatever applies this starts idle canary pods`
    return [{ object: target.ref, path: '/spec/replicas', message }]
  },
}
