import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const secretKeys: ReleaseRule = {
  reads: 'release',
  code: 'K8012',
  title: 'A Secret without the keys of its type',
  severity: 'error',
  why: 'Secrets of the types basic-auth, ssh-auth, tls and docker have keys that they need. The API server refuses the Secret, and the copy that Flagger makes of it for the primary.',
  evidence: 'Kubernetes 1.34, ValidateSecret; recorded.',
  help: 'Add the keys, or use type Opaque.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      envFrom:
        - secretRef: {name: shop-login}
    `,
      }),
      `
      apiVersion: v1
      kind: Secret
      metadata:
        name: shop-login
        namespace: prod
      type: «kubernetes.io/basic-auth»
      stringData:
        user: shop
    `,
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      envFrom:
        - secretRef: {name: shop-login}
    `,
      }),
      `
      apiVersion: v1
      kind: Secret
      metadata:
        name: shop-login
        namespace: prod
      type: Opaque
      stringData:
        user: shop
    `,
    ),
  check: view => refused(view, 'secret'),
}
