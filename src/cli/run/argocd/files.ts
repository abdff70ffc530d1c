import { version } from '#build/version.js'
import { canaryHealthKey, canaryHealthLua } from '../../../gitops/argocd/health-canary.ts'
import { writeYaml } from '../../../render/yaml.ts'
import { staticAnnouncements } from './announcements.ts'

/** What an administrator of Argo CD needs, by file name. */
export function pluginFiles(image: string): Map<string, string> {
  return new Map(
    Object.entries({
      'plugin.yaml': plugin(),
      'repo-server-patch.yaml': repoServerPatch(image),
      'argocd-cm-patch.yaml': health(),
      'application.yaml': application(),
    }).map(([name, data]) => [name, writeYaml(data)]),
  )
}

export const defaultImage = `serin:${version}`

const command = (verb: string) => ({ command: ['serin', 'plugin', 'argocd', verb] })

/**
 * Without spec.version the plugin’s name stays the same after an upgrade (Argo CD 3.6, cmpserver/plugin/config.go). The command
 * finds serin.yaml above the application’s folder, too, which fileName and glob cannot.
 */
function plugin(): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ConfigManagementPlugin',
    metadata: { name: 'serin' },
    spec: {
      discover: { find: command('discover') },
      generate: command('generate'),
      parameters: { static: staticAnnouncements, dynamic: command('parameters') },
    },
  }
}

/** For argocd-repo-server, as a strategic merge patch; the image has plugin.yaml in it. */
function repoServerPatch(image: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'argocd-repo-server' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'serin',
              image,
              command: ['/var/run/argocd/argocd-cmp-server'],
              securityContext: {
                runAsNonRoot: true,
                runAsUser: 999,
                readOnlyRootFilesystem: true,
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                seccompProfile: { type: 'RuntimeDefault' },
              },
              resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
              volumeMounts: [
                { name: 'var-files', mountPath: '/var/run/argocd' },
                { name: 'plugins', mountPath: '/home/argocd/cmp-server/plugins' },
                { name: 'serin-tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [{ name: 'serin-tmp', emptyDir: {} }],
        },
      },
    },
  }
}

/** Argo CD’s own check calls waiting for a gate Unknown, and fails on a Canary without conditions. */
function health(): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', labels: { 'app.kubernetes.io/part-of': 'argocd' } },
    data: { [canaryHealthKey]: canaryHealthLua },
  }
}

function application(): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop-prod', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: 'https://git.example.com/shop.git',
        targetRevision: 'main',
        path: 'apps/shop',
        plugin: {
          name: 'serin',
          parameters: [
            { name: 'values', array: ['values.yaml', 'values-prod.yaml'] },
            { name: 'set', map: { 'flaggerCanary.analysis.stepWeight': '10' } },
          ],
        },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'prod' },
      syncPolicy: { automated: { prune: true, selfHeal: true, allowEmpty: false } },
    },
  }
}
