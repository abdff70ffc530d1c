import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const objectName: ReleaseRule = {
  reads: 'release',
  code: 'K8002',
  title: 'An object name that the API server refuses',
  severity: 'error',
  why: 'Names of Deployments, autoscalers, ConfigMaps and most other objects are made of lower-case letters, digits, dashes and dots, 253 characters at most, and Flagger appends -primary for the copies.',
  evidence: 'Kubernetes 1.34, NameIsDNSSubdomain.',
  help: 'Use a-z, 0-9, - and ., and leave room for -primary.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      envFrom:
        - configMapRef: {name: Shop_Config}
    `,
      }),
      `
apiVersion: v1
kind: ConfigMap
metadata:
  name: «Shop_Config»
  namespace: prod
data: {a: b}`,
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      envFrom:
        - configMapRef: {name: shop-config}
    `,
      }),
      `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: prod
data: {a: b}`,
    ),
  check: view => refused(view, 'object name'),
}
