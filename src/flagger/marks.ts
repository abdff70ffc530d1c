import type { Severity } from '../values/finding.ts'
import { includedByPrefix } from './labels.ts'
import type { Settings } from './settings.ts'
import { does } from './versions.ts'

export type Tool = 'Fleet' | 'Rancher' | 'Helm' | 'Argo CD' | 'Flux' | 'kubectl'

/** A label or annotation by which a tool knows what is its own. */
export interface Mark {
  tool: Tool
  on: 'labels' | 'annotations'
  key: string
  /** What comes of it on an object that the tool does not own. */
  effect: string
  severity: Severity
}

/**
 * What tools put on the objects that they deploy. Fleet: internal/helmdeployer/postrender.go and delete.go, monitor/updatestatus.go
 * of internal/cmd/agent/deployer; Helm: pkg/action/validate.go; Argo CD: util/argo/resource_tracking.go; Flux:
 * kustomize-controller and helm-controller.
 */
export const ownershipMarks: readonly Mark[] = [
  mark('Fleet', 'labels', 'objectset.rio.cattle.io/hash', 'Fleet lists the copy among its own, as extra', 'warning'),
  mark('Fleet', 'labels', 'fleet.cattle.io/bundledeployment', 'Fleet deletes the copy with the bundle', 'warning'),
  mark('Fleet', 'annotations', 'objectset.rio.cattle.io/id', 'none: Fleet looks at the label'),
  mark('Rancher', 'labels', 'management.cattle.io/', 'Rancher takes the copy for one of its own', 'warning'),
  mark('Rancher', 'annotations', 'field.cattle.io/', 'Rancher shows what is said of the target for the copy'),
  mark('Helm', 'labels', 'app.kubernetes.io/managed-by', 'inventories take the copy for part of a Helm release'),
  mark('Helm', 'labels', 'helm.sh/chart', 'inventories take the copy for part of a Helm release'),
  mark('Helm', 'annotations', 'meta.helm.sh/release-name', 'a release of this name can adopt the copy'),
  mark('Helm', 'annotations', 'meta.helm.sh/release-namespace', 'a release of this name can adopt the copy'),
  mark('Argo CD', 'labels', 'app.kubernetes.io/instance', 'with label tracking, Argo CD shows the copy as out of sync'),
  mark(
    'Argo CD',
    'annotations',
    'argocd.argoproj.io/tracking-id',
    'none: Argo CD sees that the id is that of another object',
  ),
  mark('Flux', 'labels', 'kustomize.toolkit.fluxcd.io/name', 'Flux takes the copy for one of its own', 'warning'),
  mark('Flux', 'labels', 'kustomize.toolkit.fluxcd.io/namespace', 'Flux takes the copy for one of its own', 'warning'),
  mark('Flux', 'labels', 'helm.toolkit.fluxcd.io/name', 'Flux takes the copy for one of its own', 'warning'),
  mark('Flux', 'labels', 'helm.toolkit.fluxcd.io/namespace', 'Flux takes the copy for one of its own', 'warning'),
  mark(
    'kubectl',
    'annotations',
    'kubectl.kubernetes.io/last-applied-configuration',
    'kubectl apply compares with the configuration of the target',
  ),
]

function mark(tool: Tool, on: Mark['on'], key: string, effect: string, severity: Severity = 'info'): Mark {
  return { tool, on, key, effect, severity }
}

/** A mark that ends with a slash stands for all keys below it. */
export function marksOf(key: string): readonly Mark[] {
  return ownershipMarks.filter(each => key === each.key || (each.key.endsWith('/') && key.startsWith(each.key)))
}

/** The labels among the marks that the prefix list lets through to the copies. */
export function includedMarks(settings: Settings): Mark[] {
  const { includeLabelPrefix } = settings
  const isBelow = (key: string) => key.endsWith('/') && includeLabelPrefix.some(prefix => prefix.startsWith(key))
  return ownershipMarks.filter(
    ({ on, key }) => on === 'labels' && (key in includedByPrefix({ [key]: '' }, settings) || isBelow(key)),
  )
}

/**
 * The prefix list that carries no mark and still every other one of these labels that the list in use carries. A prefix which
 * catches marks gives way to the labels that it is there for.
 */
export function safePrefixes(settings: Settings, labels: readonly string[]): string[] {
  const kept = settings.includeLabelPrefix.filter(prefix => isSafe(prefix, settings))
  const named = labels.filter(
    label => label in includedByPrefix({ [label]: '' }, settings) && isSafe(label, settings) && !hasPrefix(label, kept),
  )
  const safe = [...kept, ...[...new Set(named)].sort()].filter(prefix => prefix !== '')
  return safe.length > 0 || does(settings, 'emptyPrefixIncludesNothing') ? safe : ['dummy']
}

function isSafe(prefix: string, settings: Settings): boolean {
  return marksOf(prefix).length === 0 && includedMarks({ ...settings, includeLabelPrefix: [prefix] }).length === 0
}

function hasPrefix(label: string, prefixes: readonly string[]): boolean {
  return prefixes.some(prefix => prefix !== '' && label.startsWith(prefix))
}
