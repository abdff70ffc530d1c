import type { ObjectRef } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import { dataOf, type Manifest, manifestOf, refOf } from '../../values/manifest.ts'
import { asTarget, instanceLabel } from '../argocd/tracking.ts'
import { ownMetadata } from '../fleet/identity.ts'
import { mapAt } from '../fleet/object.ts'
import { compareFlux, type FluxOwner, withOwner } from '../flux/compare.ts'
import { type Verdict, verdictsOf } from './comparison.ts'
import type { Waiver } from './settle.ts'
import { comparePatchesOf, fluxIgnoresOf, ignoreDifferencesOf } from './tool-rules.ts'

export type ToolName = 'fleet' | 'argocd' | 'flux'

/** A GitOps tool as it stands before the objects of a release. */
export interface Tool {
  name: ToolName
  /** The object with what the tool puts on it when it applies it. */
  mark: (object: Manifest) => Manifest
  /** What it says about the objects while some waivers hold; what is in sync is left out. */
  judge: (git: Manifest[], live: Manifest[], waivers: readonly Waiver[]) => Verdict[]
}

/** By what the tool calls the release: bundle, Application or Kustomization. Verdicts do not depend on it. */
export function toolCalled(name: ToolName, owner: string, namespace: string): Tool {
  return makers[name](owner, namespace)
}

const makers: Record<ToolName, (owner: string, namespace: string) => Tool> = {
  fleet: (bundle, defaultNamespace) => ({
    name: 'fleet',
    mark: object => withMetadata(object, ownMetadata(bundle)),
    judge: (git, live, waivers) =>
      drifting(
        verdictsOf({
          tool: 'fleet',
          input: { git, live, bundle, defaultNamespace, comparePatches: comparePatchesOf(waivers) },
        }).objects,
      ),
  }),
  argocd: (app, appNamespace) => ({
    name: 'argocd',
    mark: object => {
      const target = asTarget(dataOf(object), app, appNamespace, 'annotation', instanceLabel)
      return 'metadata' in target ? manifestOf(target) : object
    },
    judge: (git, live, waivers) => {
      const ignoreDifferences = ignoreDifferencesOf(waivers)
      return drifting(
        verdictsOf({ tool: 'argocd', application: { app, appNamespace, ignoreDifferences }, git, live }).objects,
      )
    },
  }),
  flux: (name, namespace) => {
    const owner: FluxOwner = { kind: 'Kustomization', name, namespace }
    return {
      name: 'flux',
      mark: object => manifestOf(withOwner(dataOf(object), owner)),
      judge: (git, live, waivers) => {
        const ignore = fluxIgnoresOf(waivers)
        const found = new Map(live.map(object => [idOf(refOf(object)), object]))
        return drifting(
          git.map((object): Verdict => {
            const ref = refOf(object)
            const { verdict, paths, why } = compareFlux({ ...owner, ignore }, object, found.get(idOf(ref)) ?? null)
            return { ...ref, verdict: verdict === 'ignored' ? 'synced' : verdict, paths, why }
          }),
        )
      },
    }
  },
}

function drifting(verdicts: Verdict[]): Verdict[] {
  return verdicts.filter(({ verdict }) => verdict !== 'synced')
}

function withMetadata(object: Manifest, { labels, annotations }: { labels: JsonMap; annotations: JsonMap }): Manifest {
  const metadata = mapAt(dataOf(object), 'metadata')
  return manifestOf({
    ...object,
    metadata: {
      ...metadata,
      labels: { ...mapAt(metadata, 'labels'), ...labels },
      annotations: { ...mapAt(metadata, 'annotations'), ...annotations },
    },
  })
}

function idOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace}/${name}`
}
