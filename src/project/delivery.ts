import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Release } from '../flagger/release.ts'
import { argocdFiles } from '../gitops/delivery/argocd.ts'
import type { Bundle, DeliveryFile } from '../gitops/delivery/bundle.ts'
import { fleetFiles } from '../gitops/delivery/fleet.ts'
import { fluxFiles } from '../gitops/delivery/flux.ts'
import { applicationPatchFor, comparePatchesFor, fluxIgnoreFor } from '../gitops/drift/for-release.ts'
import type { Predicted } from '../library/outcome.ts'
import { isPreview } from './layout.ts'
import type { Output, Unit } from './unit.ts'

/** `shared` are releases of which Git holds what the controller writes, too. */
type Writer = (bundle: Bundle, shared: readonly Release[], output: Output) => DeliveryFile[]

const writers: Record<Output['delivery'], Writer> = {
  none: () => [],
  fleet(bundle, shared, { fleet }) {
    const patches = shared.flatMap(release => comparePatchesFor(release, bundle.name))
    return fleetFiles(
      bundle,
      patches.filter(({ kind, name }) => holds(bundle, kind, name)),
      fleet,
    )
  },
  argocd(bundle, shared, { argocd }) {
    const rules = shared.flatMap(release => applicationPatchFor(release, bundle.name).spec.ignoreDifferences)
    return argocdFiles(
      bundle,
      rules.filter(({ kind, name }) => holds(bundle, kind, name)),
      argocd,
    )
  },
  flux(bundle, shared, { flux }) {
    const ignores = shared.flatMap(release => fluxIgnoreFor(release, bundle.name))
    // A target's name is a regular expression for one name.
    const nameOf = (pattern = '') => pattern.replace(/^\^|\\|\$$/g, '')
    return fluxFiles(
      bundle,
      ignores.filter(({ target }) => holds(bundle, target?.kind, nameOf(target?.name))),
      flux,
    )
  },
}

/** What the GitOps tool that reads a unit's folder needs beside the manifests. */
export function deliveryFiles(
  { app, env, inputs, output }: Unit,
  documents: Bundle['objects'],
  predicted: readonly Predicted[],
): DeliveryFile[] {
  if (output.out === null) return []
  const objects = documents.filter(({ path }) => !isPreview(path))
  const bundle: Bundle = {
    name: env === null ? app : `${app}-${env}`,
    folder: relative(repositoryOf(output.root), resolve(output.out)).split(sep).join('/'),
    objects,
    namespace: onlyNamespace(objects) ?? inputs.namespace,
  }
  // Rules are worked out by playing rollouts, which takes time: only where there is anything to share.
  const shared = predicted.filter(({ prediction }) =>
    prediction.changed.some(({ kind, metadata }) => holds(bundle, kind, metadata.name)),
  )
  return writers[output.delivery](
    bundle,
    shared.map(({ release }) => release),
    output,
  )
}

/** The namespace that all of the objects name; null when they do not. */
function onlyNamespace(objects: Bundle['objects']): string | null {
  const named = new Set(objects.map(({ manifest }) => manifest?.metadata.namespace))
  const [only] = named
  return named.size === 1 && only !== undefined ? only : null
}

/** A rule for what lies elsewhere would be of no use, and look as though it were. */
function holds({ objects }: Bundle, kind: string | undefined, name: string | undefined): boolean {
  return objects.some(({ manifest }) => manifest?.kind === kind && manifest?.metadata.name === name)
}

/** The root of the Git repository; the folder of serin.yaml when there is none. */
function repositoryOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return root
  }
}
