import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const configKeys: ReleaseRule = {
  reads: 'release',
  code: 'K8013',
  title: 'A key that no ConfigMap or Secret can have',
  severity: 'error',
  why: 'Keys become files and variables: letters, digits, -, _ and ., 253 characters at most. A key may not be in data and in binaryData.',
  evidence: 'Kubernetes 1.34, IsConfigMapKey and ValidateConfigMap.',
  help: 'Rename the key.',
  bad: () =>
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
data:
  «app/settings.json»: a`,
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
data:
  settings.json: a`,
    ),
  check: view => refused(view, 'config'),
}
