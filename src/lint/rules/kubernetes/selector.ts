import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const selectorRule: ReleaseRule = {
  reads: 'release',
  code: 'K8019',
  title: 'A selector that misses the pods',
  severity: 'error',
  why: 'The pods of a workload need every label of its selector, and a selector cannot be empty. The API server refuses the workload.',
  evidence: 'Kubernetes 1.34, ValidatePodTemplateSpecForReplicaSet.',
  help: 'Give the pods the labels of the selector.',
  bad: () =>
    manifests(canary({}), deployment().replace('matchLabels:\n      app: shop', 'matchLabels:\n      app: «store»')),
  good: () => manifests(canary({}), deployment()),
  check: view => refused(view, 'selector'),
}
