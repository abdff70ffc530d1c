import { renderManifest } from '../../render/manifest.ts'
import { writeYaml } from '../../render/yaml.ts'
import { respectIgnored } from '../argocd/application.ts'
import type { IgnoreDifference } from '../argocd/input.ts'
import type { Bundle, DeliveryFile } from './bundle.ts'

/** Where Argo CD finds the repository. */
export interface ArgocdSettings {
  repoURL: string
  targetRevision?: string
  project?: string
  namespace?: string
  server?: string
  cluster?: string
}

/**
 * An Application of the folder, or the part of one that it needs while nothing is known of the repository. It lies in a folder of
 * its own, because an Application among its own manifests would apply itself: a source of plain manifests is read without its
 * folders unless `directory.recurse` says otherwise (Argo CD 3.6, reposerver/repository/repository.go).
 */
export function argocdFiles(
  bundle: Bundle,
  ignoreDifferences: readonly IgnoreDifference[],
  settings: ArgocdSettings | null,
): DeliveryFile[] {
  const hasRules = ignoreDifferences.length > 0
  // Without the option the rules hold for the comparison only: a sync would still write what Git says.
  const rules = hasRules ? { syncPolicy: { syncOptions: [respectIgnored] }, ignoreDifferences } : {}
  if (settings)
    return [{ path: '.argocd/application.yaml', text: renderManifest(application(bundle, settings, rules)) }]
  return hasRules ? [{ path: '.argocd/application-patch.yaml', text: writeYaml({ spec: rules }) }] : []
}

function application({ name, folder, namespace }: Bundle, settings: ArgocdSettings, rules: object) {
  const { repoURL, targetRevision = 'HEAD', project = 'default', server, cluster } = settings
  const where = cluster === undefined ? { server: server ?? 'https://kubernetes.default.svc' } : { name: cluster }
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: settings.namespace ?? 'argocd' },
    spec: {
      project,
      source: { repoURL, targetRevision, path: folder },
      destination: { ...where, namespace },
      ...rules,
    },
  }
}
