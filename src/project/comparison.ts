import type { Application } from '../gitops/argocd/input.ts'
import { readApplicationRules, readArgocdCm } from '../gitops/argocd/read-rules.ts'
import { readTrackingId, trackingAnnotation } from '../gitops/argocd/tracking.ts'
import type { Comparison } from '../gitops/drift/comparison.ts'
import { bundleOfId, idAnnotation } from '../gitops/fleet/identity.ts'
import type { Outcome } from '../gitops/fleet/json-patch.ts'
import { type BundleRules, intoNamespace, readBundleRules } from '../gitops/fleet/read-rules.ts'
import type { Manifest } from '../values/manifest.ts'
import { readDocument, readRawObjects } from './raw-objects.ts'
import { InputError } from './read.ts'

/** What a comparison is told; the names are those of the command line. */
export interface ComparisonInputs {
  for: 'fleet' | 'argocd'
  git: string
  live: string
  rules: string | undefined
  bundle: string | undefined
  previous: string | undefined
  namespace: string | undefined
  app: string | undefined
  'app-namespace': string | undefined
  'sync-option': string[]
  'argocd-cm': string | undefined
}

/** @throws InputError */
export function readComparison(inputs: ComparisonInputs, maxSize: number): Comparison {
  if ([inputs.git, inputs.live, inputs.rules, inputs.previous].filter(path => path === '-').length > 1)
    throw new InputError('stdin can be read once only')
  const [git, live] = [readRawObjects(inputs.git, maxSize), readRawObjects(inputs.live, maxSize)]
  return inputs.for === 'fleet' ? ofFleet(inputs, git, live, maxSize) : ofArgo(inputs, git, live, maxSize)
}

function ofFleet(inputs: ComparisonInputs, git: Manifest[], live: Manifest[], maxSize: number): Comparison {
  const none: BundleRules = { comparePatches: [], name: '', defaultNamespace: '', namespace: '' }
  const rules =
    inputs.rules === undefined ? none : unwrap(readBundleRules(readDocument(inputs.rules, maxSize)), inputs.rules)
  const given = inputs.bundle ?? rules.name
  const bundle = given || owner(live, idAnnotation, bundleOfId) || (live.length === 0 ? 'bundle' : '')
  if (bundle === '')
    throw new InputError(`--bundle is needed: no live object has the annotation ${idAnnotation}, which would tell`)
  return {
    tool: 'fleet',
    input: {
      git: intoNamespace(git, rules.namespace),
      live,
      ...(inputs.previous === undefined ? {} : { previous: readRawObjects(inputs.previous, maxSize) }),
      bundle,
      defaultNamespace: inputs.namespace ?? (rules.namespace || rules.defaultNamespace || 'default'),
      comparePatches: rules.comparePatches,
    },
  }
}

function ofArgo(inputs: ComparisonInputs, git: Manifest[], live: Manifest[], maxSize: number): Comparison {
  const { rules: file, 'argocd-cm': cm } = inputs
  const none = { ignoreDifferences: [], app: '', appNamespace: '', syncOptions: [] }
  const rules = file === undefined ? none : unwrap(readApplicationRules(readDocument(file, maxSize)), file)
  const appOf = (id: string) => readTrackingId(id)?.app ?? ''
  const app = inputs.app ?? (rules.app || owner(live, trackingAnnotation, appOf) || (live.length === 0 ? 'app' : ''))
  if (app === '')
    throw new InputError(`--app is needed: no live object has the annotation ${trackingAnnotation}, which would tell`)
  const application: Application = {
    app,
    appNamespace: inputs['app-namespace'] ?? (rules.appNamespace || 'default'),
    ignoreDifferences: rules.ignoreDifferences,
    syncOptions: [...rules.syncOptions, ...inputs['sync-option']],
    ...(cm === undefined ? {} : { argocdCm: unwrap(readArgocdCm(readDocument(cm, maxSize)), cm) }),
  }
  return { tool: 'argocd', application, git, live }
}

/** Whose the live objects are by an annotation: what most of them name. */
function owner(live: readonly Manifest[], annotation: string, read: (id: string) => string): string {
  const counts = new Map<string, number>()
  for (const { metadata } of live) {
    const id: unknown = metadata?.annotations?.[annotation]
    const name = typeof id === 'string' ? read(id) : ''
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

/** @throws InputError */
function unwrap<T>(result: Outcome<T>, file: string): T {
  if ('error' in result) throw new InputError(`${file}: ${result.error}`)
  return result.done
}
