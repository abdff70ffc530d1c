import { describeObject } from '../../../values/finding.ts'
import { autoscaler, autoscalerRef, canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { scalersOf } from './scalers.ts'

export const scalerUnnamed: ReleaseRule = {
  reads: 'release',
  code: 'WL013',
  twins: ['DT019', 'DT020'],
  title: 'A scaler that the Canary does not name',
  severity: 'warning',
  why: 'The scaler is that of the target, which Flagger keeps at zero between two rollouts: it rests. Without autoscalerRef Flagger makes none for the primary, so that the pods that answer all requests are never scaled.',
  evidence: 'Flagger 1.44, pkg/canary/hpa_reconciler.go: only the autoscalerRef is copied.',
  help: 'Name it in spec.autoscalerRef.',
  bad: () =>
    manifests(canary({ targetRef: '«apiVersion: apps/v1\nkind: Deployment\nname: shop»' }), deployment(), autoscaler),
  good: () => manifests(canary({ spec: autoscalerRef }), deployment(), autoscaler),
  check(view) {
    const [scaler] = scalersOf(view)
    if (!scaler || view.spec.autoscalerRef) return []
    const message = `${describeObject(refIn(view, scaler))} scales the target, and nothing will scale ${view.names.targetPrimary}`
    const related = [{ object: refIn(view, scaler), path: '/spec/scaleTargetRef/name', message: 'it is here' }]
    return [{ path: '/spec/targetRef', message, related }]
  },
}
