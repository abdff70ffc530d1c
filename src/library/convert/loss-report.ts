import type { Locate, ObjectRef } from '../../values/finding.ts'
import { compare } from '../../values/finding.ts'
import type { Fidelity, LossRow } from '../../values/losses.ts'

/** What becomes of one Canary or Rollout. */
export interface LossReport {
  from: ObjectRef
  rows: LossRow[]
  summary: Record<Fidelity, number>
  /** Where a row's field stands in the input: looked up by those who print it. */
  locate: Locate
}

const rank: Record<Fidelity, number> = { lost: 0, part: 1, close: 2, exact: 3 }

/** Worst first; a reader may stop where it is good enough. */
export function lossReport(from: ObjectRef, rows: readonly LossRow[], locate: Locate): LossReport {
  const summary: LossReport['summary'] = { exact: 0, close: 0, part: 0, lost: 0 }
  for (const { fidelity } of rows) summary[fidelity]++
  const sorted = rows.toSorted((a, b) => rank[a.fidelity] - rank[b.fidelity] || compare(a.path, b.path))
  return { from, rows: sorted, summary, locate }
}
