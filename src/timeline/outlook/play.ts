import type { Controller } from '../engine/controller.ts'
import type { Moment } from '../engine/moment.ts'
import type { Event } from '../engine/script.ts'
import type { Phase } from '../engine/status.ts'
import type { Plot } from './plot.ts'

/** A plot as far as anything happens in it. */
export interface Played {
  ticks: Moment[]
  /** The events of these ticks. */
  script: Event[]
  ending: Ending
}

/**
 * `settled`: there is no rollout any more. `hangs`: there is one, and from this tick on nothing changes, or the same over and
 * over. `endless`: it was followed for as many ticks as anybody will wait.
 */
export interface Ending {
  kind: 'settled' | 'hangs' | 'endless'
  tick: number
}

const idle: ReadonlySet<Phase> = new Set(['Initialized', 'Succeeded', 'Failed'])
export const patience = 20_000

export function isIdle({ phase }: Moment): boolean {
  return idle.has(phase)
}

/** Plays until nothing new can happen. */
export function play(controller: Controller, { script, rest, once }: Plot): Played {
  const played: Played = { ticks: [], script: [], ending: { kind: 'endless', tick: patience } }
  const take = (event: Event): Moment => {
    const moment = controller.advance(event)
    played.ticks.push(moment)
    played.script.push(event)
    return moment
  }
  for (const event of script) take(event)
  const seen = new Map<string, number>()
  let last = played.ticks.at(-1)
  while (played.ticks.length < patience) {
    if (once && last && isIdle(last)) return { ...played, ending: { kind: 'settled', tick: last.tick } }
    const moment = take(rest)
    const key = keyOf(moment)
    const before = seen.get(key)
    if (before !== undefined || (last && isIdle(moment) && keyOf(last) === key)) {
      played.ending = { kind: isIdle(moment) ? 'settled' : 'hangs', tick: before ?? moment.tick }
      return played
    }
    seen.set(key, moment.tick)
    last = moment
  }
  return played
}

/** What the next run of the controller goes by, when nothing comes from outside. */
function keyOf(moment: Moment): string {
  const { phase, canaryWeight, iterations, failedChecks, routedPrimary, routedCanary, mirrored, why } = moment
  return [phase, canaryWeight, iterations, failedChecks, routedPrimary, routedCanary, mirrored, why].join()
}
