import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const autoscalerRule: ReleaseRule = {
  reads: 'release',
  code: 'K8011',
  title: 'An autoscaler that the API server refuses',
  severity: 'error',
  why: 'maxReplicas may not be below minReplicas, neither below 1, and each metric has one source and one target. What is wrong with the autoscaler is wrong with the copy that Flagger makes for the primary; primaryScalerReplicas can make the copy wrong alone.',
  evidence: 'Kubernetes 1.34, pkg/apis/autoscaling/validation.',
  help: 'Correct the autoscaler, or primaryScalerReplicas.',
  bad: () =>
    manifests(
      canary({ spec: 'autoscalerRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: shop}' }),
      deployment(),
      `
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: shop
        namespace: prod
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
        minReplicas: 5
        maxReplicas: «2»
    `,
    ),
  good: () =>
    manifests(
      canary({ spec: 'autoscalerRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: shop}' }),
      deployment(),
      `
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: shop
        namespace: prod
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
        minReplicas: 5
        maxReplicas: 10
    `,
    ),
  check: view => refused(view, 'autoscaler'),
}
