import type { ObjectRef } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { compareApplication } from '../argocd/application-objects.ts'
import type { Application } from '../argocd/input.ts'
import { compareFleet, type FleetInput } from '../fleet/compare.ts'
import { takeApart } from '../fleet/release.ts'

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

/** Without what only one tool says: Fleet's patch holds values, those of Secrets too. */
function bare({ apiVersion, kind, namespace, name, verdict, paths, why }: Verdict): Verdict {
  return { apiVersion, kind, namespace, name, verdict, paths, why }
}

/** Lists are taken apart (Argo CD 3.6, reposerver/repository/repository.go, GenerateManifests). */
function flat(objects: Manifest[]): Manifest[] {
  const items: unknown = objects.flatMap(object => takeApart(object as JsonMap))
  return items as Manifest[]
}
