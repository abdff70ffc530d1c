import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { argocdFiles } from '../gitops/delivery/argocd.ts'
import type { Bundle, DeliveryFile, OwnedField } from '../gitops/delivery/bundle.ts'
import { fleetFiles } from '../gitops/delivery/fleet.ts'
import { fluxFiles } from '../gitops/delivery/flux.ts'
import { differences } from '../gitops/differences.ts'
import type { Json } from '../values/json.ts'
import { refOf } from '../values/manifest.ts'
import { isPreview } from './layout.ts'
import type { Outcome } from './outcome.ts'
import type { Output, Unit } from './unit.ts'

const writers: Record<Output['delivery'], (bundle: Bundle, output: Output) => DeliveryFile[]> = {
  none: () => [],
  fleet: (bundle, { fleet }) => fleetFiles(bundle, fleet),
  argocd: (bundle, { argocd }) => argocdFiles(bundle, argocd),
  flux: (bundle, { flux }) => fluxFiles(bundle, flux),
}

/** What the GitOps tool that reads a unit's folder needs beside the manifests. */
export function deliveryFiles(unit: Unit, documents: Bundle['objects'], outcome: Outcome): DeliveryFile[] {
  const { app, env, inputs, output } = unit
  if (output.out === null || output.delivery === 'none') return []
  const applied = documents.filter(({ path }) => !isPreview(path))
  const bundle: Bundle = {
    name: env === null ? app : `${app}-${env}`,
    folder: relative(repositoryOf(output.root), resolve(output.out)).split(sep).join('/'),
    objects: applied,
    namespace: inputs.namespace,
    owned: ownedFields(outcome),
  }
  return writers[output.delivery](bundle, output)
}

/** The root of the Git repository; the folder of serin.yaml when there is none. */
function repositoryOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return root
  }
}

/** Fields that Git sets and the controller changes. */
function ownedFields({ predicted }: Outcome): OwnedField[] {
  return predicted.flatMap(({ release, prediction }) =>
    release.authored.flatMap(git => {
      const object = { ...refOf(git), namespace: git.metadata.namespace ?? release.namespace }
      const live = prediction.changed.find(
        ({ kind, metadata }) =>
          kind === git.kind &&
          metadata.name === git.metadata.name &&
          (metadata.namespace ?? release.namespace) === object.namespace,
      )
      return live ? differences(git as Json, live as Json).map(pointer => ({ object, pointer })) : []
    }),
  )
}
