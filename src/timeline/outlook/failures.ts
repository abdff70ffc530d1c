import type { Controller } from '../engine/controller.ts'
import type { Moment } from '../engine/moment.ts'
import type { Event } from '../engine/script.ts'
import { play } from './play.ts'
import { badEvent } from './plot.ts'
import { exposureOf, shareOf } from './share.ts'

/** A release that is bad from some moment of its rollout on, and what comes of it. */
export interface Failure {
  /** It turns bad after this many ticks or steps of its rollout; 0 is from the start. */
  after: number
  /** From then until it is out of the traffic. */
  seconds: number
  /** Share × minutes that it saw in that time. */
  exposure: number
  /** The largest share that it had in that time, 0 to 1. */
  peak: number
}

export interface Failures {
  /** By the exposure, then the time; typical is the one in the middle. */
  best: Failure
  typical: Failure
  worst: Failure
  /** Seconds, the least and the most of all. */
  soonest: number
  latest: number
  /** After this many ticks nobody looks any more: what turns bad later is promoted. */
  lastNoticed: number
}

/**
 * Lets a rollout go well for 0, 1, 2 … ticks and bad from then on. `controller` stands before the first tick of the rollout;
 * `events` are those of a rollout that goes well. Null when no failure is ever noticed.
 */
export function failuresOf(controller: Controller, events: readonly Event[], rest: Event): Failures | null {
  const good = controller.fork()
  const noticed: Failure[] = []
  const tried = triedOf(events.length, controller.plan.threshold)
  let before: Moment | null = null
  for (const [after, event] of events.entries()) {
    const failure = tried(after) ? failFrom(good.fork(), before, after, event, rest) : null
    if (failure) noticed.push(failure)
    before = good.advance(event)
  }
  return ranked(noticed)
}

/** Ticks that are played to try failures: more than any rollout needs that ends within a day. */
const mostPlayed = 20_000
/** Failures at the end decide about what is still noticed. */
const lastOnes = 5

/** Of rollouts with very many ticks some are tried, at even distances. */
function triedOf(ticks: number, threshold: number): (after: number) => boolean {
  const distance = Math.max(1, Math.ceil((ticks * (threshold + 2)) / mostPlayed))
  return after => after % distance === 0 || after >= ticks - lastOnes
}

/** Null when there are none. */
export function ranked(noticed: readonly Failure[]): Failures | null {
  const sorted = noticed.toSorted((a, b) => a.exposure - b.exposure || a.seconds - b.seconds)
  const [best] = sorted
  const typical = sorted[Math.floor((sorted.length - 1) / 2)]
  const worst = sorted.at(-1)
  if (!best || !typical || !worst) return null
  const times = noticed.map(({ seconds }) => seconds)
  return {
    best,
    typical,
    worst,
    soonest: Math.min(...times),
    latest: Math.max(...times),
    lastNoticed: Math.max(...noticed.map(({ after }) => after)),
  }
}

function failFrom(
  controller: Controller,
  before: Moment | null,
  after: number,
  first: Event,
  rest: Event,
): Failure | null {
  const { canary, plan } = controller
  const { ticks } = play(controller, { script: [badEvent(canary, first)], rest: badEvent(canary, rest), once: true })
  const out = ticks.findIndex(({ phase }) => phase === 'Failed')
  if (out < 0) return null
  const bad = [...(before ? [before] : []), ...ticks.slice(0, out)]
  return {
    after,
    seconds: (out + 1) * plan.interval,
    exposure: exposureOf(bad, plan),
    peak: Math.max(0, ...bad.map(moment => shareOf(moment, plan))),
  }
}
