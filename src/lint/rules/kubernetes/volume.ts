import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const volumeRule: ReleaseRule = {
  reads: 'release',
  code: 'K8017',
  title: 'A volume that is not there',
  severity: 'error',
  why: 'What a container mounts has to be among the volumes of its pod, and no two volumes are mounted at one place. The API server refuses the workload and the primary that Flagger makes of it.',
  evidence: 'Kubernetes 1.34, ValidateVolumeMounts.',
  help: 'Correct the name, or add the volume.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        pod: `
      volumes:
        - name: cache
          emptyDir: {}
    `,
        container: `
      volumeMounts:
        - name: «cach»
          mountPath: /cache
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        pod: `
      volumes:
        - name: cache
          emptyDir: {}
    `,
        container: `
      volumeMounts:
        - name: cache
          mountPath: /cache
    `,
      }),
    ),
  check: view => refused(view, 'volume'),
}
