import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { argocdFiles } from '../gitops/delivery/argocd.ts'
import type { Bundle, DeliveryFile } from '../gitops/delivery/bundle.ts'
import { fleetFiles } from '../gitops/delivery/fleet.ts'
import { fluxFiles } from '../gitops/delivery/flux.ts'
import { isPreview } from './layout.ts'
import type { Output, Unit } from './unit.ts'

const writers: Record<Output['delivery'], (bundle: Bundle, output: Output) => DeliveryFile[]> = {
  none: () => [],
  fleet: (bundle, { fleet }) => fleetFiles(bundle, [], fleet),
  argocd: (bundle, { argocd }) => argocdFiles(bundle, [], argocd),
  flux: (bundle, { flux }) => fluxFiles(bundle, [], flux),
}

/** What the GitOps tool that reads a unit's folder needs beside the manifests. */
export function deliveryFiles({ app, env, inputs, output }: Unit, documents: Bundle['objects']): DeliveryFile[] {
  if (output.out === null) return []
  const bundle: Bundle = {
    name: env === null ? app : `${app}-${env}`,
    folder: relative(repositoryOf(output.root), resolve(output.out)).split(sep).join('/'),
    objects: documents.filter(({ path }) => !isPreview(path)),
    namespace: inputs.namespace,
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
