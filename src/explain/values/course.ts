import type { Release } from '../../flagger/release.ts'
import type { Moment } from '../../timeline/engine/moment.ts'
import { compareMeasures, measuresOf, type Row } from '../../timeline/outlook/compare.ts'
import { type Timeline, timelineOf } from '../../timeline/outlook/timeline.ts'

/** How the rollouts of a release go otherwise. */
export interface Course {
  /** The ticks of `serin timeline` that are no longer the same, by their numbers now; those that fall away are among them. */
  ticks: number[]
  /** How many ticks there are. */
  of: number
  /** The measures that differ. */
  measures: Row[]
}

/** Null when nothing is different, or one of the two has no rollouts. */
export function courseEffect(now: Release | null, then: Release | null): Course | null {
  const [a, b] = [now && timeline(now), then && timeline(then)]
  if (!a || !b) return null
  const [before, after] = [a.scenario.ticks, b.scenario.ticks]
  const ticks = before.filter((moment, i) => !sameMoment(moment, after[i])).map(({ tick }) => tick)
  const measures = compareMeasures(measuresOf(a.outlook), measuresOf(b.outlook)).filter(row => row.a !== row.b)
  if (ticks.length === 0 && measures.length === 0 && before.length === after.length) return null
  return { ticks, of: before.length, measures }
}

function timeline(release: Release): Timeline | null {
  const told = timelineOf(release)
  return 'verdict' in told ? null : told
}

const told = [
  'seconds',
  'phase',
  'canaryWeight',
  'iterations',
  'failedChecks',
  'routedPrimary',
  'routedCanary',
  'mirrored',
  'targetReplicas',
] as const satisfies (keyof Moment)[]

function sameMoment(a: Moment, b: Moment | undefined): boolean {
  return b !== undefined && told.every(field => a[field] === b[field])
}
