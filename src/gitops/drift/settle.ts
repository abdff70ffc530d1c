import { compare, type ObjectRef } from '../../values/finding.ts'
import type { Pointer } from '../../values/pointer.ts'
import type { Verdict } from './comparison.ts'

/** A rule that keeps a tool from looking: at a field, by pointer or by jq, or at the absence of an object. */
export interface Waiver {
  object: ObjectRef
  what: { pointer: Pointer } | { jq: string } | { absent: true }
}

/** Says what drifts while some waivers hold. */
export type Judge = (waivers: readonly Waiver[]) => Verdict[]

export interface Settled {
  /** Each of them is needed, and all together they settle what can be settled. */
  waivers: Waiver[]
  /** What no waiver settles. */
  left: Verdict[]
}

const rounds = 4

/**
 * The fewest waivers with which nothing drifts. Every verdict asks for some, for wider ones every round; what one hides may
 * bring out another. In the end each waiver is tried for being dispensable.
 */
export function settle(judge: Judge, waiversFor: (verdict: Verdict, round: number) => Waiver[]): Settled {
  const waivers = new Map<string, Waiver>()
  let left = judge([])
  for (let round = 0; round < rounds && left.length > 0; round++) {
    const fresh = left.flatMap(verdict => waiversFor(verdict, round)).filter(waiver => !waivers.has(keyOf(waiver)))
    for (const waiver of fresh) waivers.set(keyOf(waiver), waiver)
    left = judge([...waivers.values()])
  }
  const allowed = new Set(left.map(driftOf))
  for (const [key, waiver] of [...waivers].reverse()) {
    waivers.delete(key)
    const isNeeded = judge([...waivers.values()]).some(verdict => !allowed.has(driftOf(verdict)))
    if (isNeeded) waivers.set(key, waiver)
  }
  const sorted = [...waivers].sort(([a], [b]) => compare(a, b)).map(([, waiver]) => waiver)
  return { waivers: sorted, left }
}

function keyOf({ object, what }: Waiver): string {
  const { apiVersion, kind, namespace, name } = object
  return [apiVersion, kind, namespace, name, JSON.stringify(what)].join('\n')
}

function driftOf({ apiVersion, kind, namespace, name, verdict, paths }: Verdict): string {
  return [apiVersion, kind, namespace, name, verdict, ...paths].join('\n')
}
