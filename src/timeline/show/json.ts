import type { Moment } from '../engine/moment.ts'
import type { Scenario } from '../outlook/scenario.ts'
import { type Summary, summaryOf } from '../outlook/summary.ts'

/** What `--format json` prints: shared with whoever reads it, so that nothing is in it by accident. */
export interface TimelineJson {
  ticks: TickJson[]
  summary: Summary
}

export type TickJson = Omit<Moment, 'marks' | 'checked'>

export function jsonOf(scenario: Scenario): TimelineJson {
  return { ticks: scenario.ticks.map(withoutExtras), summary: summaryOf(scenario) }
}

function withoutExtras({ marks: _, checked: __, ...tick }: Moment): TickJson {
  return tick
}
