import type { ObjectRef } from '../../values/finding.ts'
import { dataOf, type Manifest, manifestOf } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { compareApplication } from '../argocd/application-objects.ts'
import type { Application } from '../argocd/input.ts'
import { compareFleet, type FleetInput } from '../fleet/compare.ts'
import { refOfObject } from '../fleet/object.ts'
import { takeApart } from '../fleet/release.ts'
import type { Waiver } from './settle.ts'
import { comparePatchesOf, ignoreDifferencesOf } from './tool-rules.ts'

/** What a tool is to compare, with the rules that hold. */
export type Comparison =
  | { tool: 'fleet'; input: FleetInput }
  | { tool: 'argocd'; application: Application; git: Manifest[]; live: Manifest[] }

export interface Verdict extends ObjectRef {
  verdict: 'synced' | 'modified' | 'missing' | 'notOwned' | 'extra'
  paths: Pointer[]
  why: string
}

export interface Verdicts {
  objects: Verdict[]
  /** Why the tool has no verdict on anything. */
  error: string | null
}

export function verdictsOf(comparison: Comparison): Verdicts {
  const { objects, error } =
    comparison.tool === 'fleet'
      ? compareFleet(comparison.input)
      : compareApplication(comparison.application, flat(comparison.git), flat(comparison.live))
  return { objects: objects.map(bare), error }
}

/** Both sides as single objects. */
export function objectsIn(comparison: Comparison): { git: Manifest[]; live: Manifest[] } {
  const { git, live } = comparison.tool === 'fleet' ? comparison.input : comparison
  return { git: flat(git), live: flat(live) }
}

/** The comparison of one object, with more rules. Fleet looks at the autoscalers beside it. */
export function narrowed(comparison: Comparison, ref: ObjectRef, waivers: readonly Waiver[]): Comparison {
  const { git, live } = objectsIn(comparison)
  const isSame = ({ kind, name }: ObjectRef) => kind === ref.kind && name === ref.name
  const sides = {
    git: git.filter(object => isSame(refOfObject(dataOf(object)))),
    live: live.filter(object => isSame(refOfObject(dataOf(object))) || object.kind === 'HorizontalPodAutoscaler'),
  }
  if (comparison.tool === 'fleet') {
    const { input } = comparison
    const comparePatches = [...input.comparePatches, ...comparePatchesOf(waivers)]
    return { tool: 'fleet', input: { ...input, ...sides, comparePatches } }
  }
  const { application } = comparison
  const ignoreDifferences = [...application.ignoreDifferences, ...ignoreDifferencesOf(waivers)]
  return { tool: 'argocd', application: { ...application, ignoreDifferences }, ...sides }
}

/** Without what only one tool says: Fleet's patch holds values, those of Secrets too. */
function bare({ apiVersion, kind, namespace, name, verdict, paths, why }: Verdict): Verdict {
  return { apiVersion, kind, namespace, name, verdict, paths, why }
}

/** Lists are taken apart (Argo CD 3.6, reposerver/repository/repository.go, GenerateManifests). */
function flat(objects: Manifest[]): Manifest[] {
  return objects.flatMap(object => takeApart(dataOf(object))).map(manifestOf)
}
