import type { Locate, ObjectRef, Place } from '../../values/finding.ts'
import { compare } from '../../values/finding.ts'
import type { Fidelity, LossRow } from '../../values/losses.ts'

/** What becomes of one Canary or Rollout, with the places in the input. */
export interface LossReport {
  from: ObjectRef
  rows: LocatedRow[]
  summary: Record<Fidelity, number>
}

export interface LocatedRow extends LossRow {
  place: Place
}

const rank: Record<Fidelity, number> = { lost: 0, part: 1, close: 2, exact: 3 }

/** Worst first; a reader may stop where it is good enough. */
export function lossReport(from: ObjectRef, rows: readonly LossRow[], locate: Locate): LossReport {
  const located = rows.map(row => ({ ...row, place: locate(row) }))
  const summary: LossReport['summary'] = { exact: 0, close: 0, part: 0, lost: 0 }
  for (const { fidelity } of rows) summary[fidelity]++
  return {
    from,
    rows: located.sort((a, b) => rank[a.fidelity] - rank[b.fidelity] || compare(a.path, b.path)),
    summary,
  }
}
