import { compare, type ObjectRef } from '../values/finding.ts'
import type { Json } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Pointer } from '../values/pointer.ts'

/** What happens to live traffic when a change is applied, from the least to the most. */
export const risks = [
  'no effect',
  'new rollout starts',
  'traffic moves now',
  'resets a running canary',
  'downtime',
  'needs a human',
] as const
export type Risk = (typeof risks)[number]

/** A class, why in one sentence, and where that is known from. */
export interface Verdict {
  risk: Risk
  reason: string
  source: string
}

/** Two versions of one field; undefined is absent. */
export interface Change extends Verdict {
  /** In the object as it is after the change; in the one before for what has gone. */
  path: Pointer
  /** The path as people read it: `spec.template.spec.containers[web].image`. */
  label: string
  before: Json | undefined
  after: Json | undefined
}

export type Action = 'added' | 'removed' | 'renamed' | 'changed'

/** An object that is not the same on both sides. */
export interface ObjectDiff {
  object: ObjectRef
  action: Action
  /** What it was called before, when it is renamed. */
  from: ObjectRef | null
  /** Nobody applies it: the controller makes it of what is applied. */
  generated: boolean
  /** The worst of its changes. */
  risk: Risk
  changes: Change[]
  /** With marks for the values of Secrets, which are not to be printed. */
  before: Manifest | null
  after: Manifest | null
}

export function rankOf(risk: Risk): number {
  return risks.indexOf(risk)
}

export function worst(all: readonly Verdict[]): Risk {
  return all.reduce<Risk>((most, { risk }) => (rankOf(risk) > rankOf(most) ? risk : most), 'no effect')
}

/** What matters most comes first. */
export function byRisk(a: ObjectDiff, b: ObjectDiff): number {
  return rankOf(b.risk) - rankOf(a.risk) || Number(a.generated) - Number(b.generated) || byIdentity(a.object, b.object)
}

export function byRiskThenPath(a: Change, b: Change): number {
  return rankOf(b.risk) - rankOf(a.risk) || compare(a.path, b.path)
}

function byIdentity(a: ObjectRef, b: ObjectRef): number {
  return (
    compare(a.namespace, b.namespace) ||
    compare(a.name, b.name) ||
    compare(a.kind, b.kind) ||
    compare(a.apiVersion, b.apiVersion)
  )
}
