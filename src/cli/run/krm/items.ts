import type { Outcome } from '../../../library/outcome.ts'
import { fileNames, previewFolder, withoutOwner } from '../../../project/layout.ts'
import { renderManifest } from '../../../render/manifest.ts'
import { writeYaml } from '../../../render/yaml.ts'
import type { Manifest } from '../../../values/manifest.ts'
import type { FunctionConfig, Generated } from './function-config.ts'
import { printNode } from './print-node.ts'
import { annotationsOf, identityOf, type Resource, type ResourceList } from './resource-list.ts'
import type { Result } from './results.ts'

/** The answer of a function on stdout. */
export function printResourceList(items: readonly string[], results: readonly Result[]): string {
  const listed = items.length === 0 ? 'items: []\n' : `items:\n${items.join('')}`
  const told = results.length === 0 ? '' : writeYaml({ results })
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${listed}${told}`
}

/** The items as they came. */
export function untouched({ items, text }: ResourceList): string[] {
  return items.map(({ node }) => printItem(node, text))
}

function printItem(node: Resource['node'], text: string): string {
  return `- ${printNode(node, text, 2)}\n`
}

/** Laid out as everywhere. */
function printManifest(manifest: Manifest): string {
  return `- ${renderManifest(manifest)
    .trimEnd()
    .replaceAll(/\n(?=.)/g, '\n  ')}\n`
}

/**
 * The items with the manifests among them: one that is there already is replaced and keeps its file, the others are added.
 * What is not echoed kpt would delete, so every item that has a file stays.
 */
export function withManifests(list: ResourceList, config: FunctionConfig, outcome: Outcome): string[] {
  const made = manifestsOf(outcome, config)
  const byIdentity = new Map(made.map(each => [identityOf(each), each]))
  const kept = list.items.flatMap(item => {
    const replacement = byIdentity.get(identityOf(item.data))
    byIdentity.delete(identityOf(item.data))
    if (replacement) return [printManifest(withOrigin(replacement, item))]
    return isMarker(item, list) ? [] : [printItem(item.node, list.text)]
  })
  return [...kept, ...[...byIdentity.values()].map(printManifest)]
}

/**
 * The functionConfig itself, put among the resources of kustomize. There it is what is left when kustomize does not run the
 * function (it has to be told to with --enable-exec, and keeps silent otherwise): no API server takes it.
 */
function isMarker(item: Resource, { config }: ResourceList): boolean {
  return config !== null && item.origin === null && identityOf(item.data) === identityOf(config.data)
}

/** The annotations by which orchestrators find an item again, and its comments. */
function withOrigin(manifest: Manifest, { data }: Resource): Manifest {
  const own = Object.entries(annotationsOf(data)).filter(([key]) =>
    /^(internal\.)?config\.(kubernetes|k8s)\.io\//.test(key),
  )
  const found = Object.fromEntries(own.map(([key, value]) => [key, String(value)]))
  const { 'internal.config.kubernetes.io/path': _, ...annotations } = manifest.metadata.annotations ?? {}
  const path = found['internal.config.kubernetes.io/path'] ? {} : pathOf(manifest)
  return annotated(manifest, { ...annotations, ...path, ...found })
}

function pathOf({ metadata }: Manifest): Record<string, string> {
  const path = metadata.annotations?.['internal.config.kubernetes.io/path']
  return path === undefined ? {} : { 'internal.config.kubernetes.io/path': path }
}

/** Given objects are what they are: only those for Git that were made of values, and those that the controller creates. */
function manifestsOf({ outputs }: Outcome, { values, generated }: FunctionConfig): Manifest[] {
  const shown = outputs.filter(({ part }) =>
    part === 'generated' ? generated !== 'omit' : part === 'authored' && values !== null,
  )
  const placed = shown.map(({ manifest, part }) => ({
    manifest: part === 'generated' ? forGit(manifest, generated) : manifest,
    folder: part === 'generated' && generated === 'preview' ? previewFolder : '',
  }))
  const paths = fileNames(placed, 'yaml')
  return placed.map(({ manifest }, i) =>
    annotated(manifest, {
      ...manifest.metadata.annotations,
      'internal.config.kubernetes.io/path': paths[i] ?? '',
    }),
  )
}

/** kustomize, kpt and Flux do not apply what is marked as local. */
function forGit(manifest: Manifest, generated: Generated): Manifest {
  const own = withoutOwner(manifest)
  if (generated !== 'preview') return own
  return annotated(own, { ...own.metadata.annotations, 'config.kubernetes.io/local-config': 'true' })
}

function annotated(manifest: Manifest, annotations: Record<string, string>): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, annotations } }
}
