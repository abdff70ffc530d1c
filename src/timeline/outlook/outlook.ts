import type { Plan } from '../../flagger/plan.ts'
import type { Release } from '../../flagger/release.ts'
import type { Controller } from '../engine/controller.ts'
import type { Mark } from '../engine/marks.ts'
import type { Moment } from '../engine/moment.ts'
import type { Event, Script } from '../engine/script.ts'
import { open, type Refused } from '../engine/simulate.ts'
import { hooksOf } from '../engine/webhooks.ts'
import { type Documented, documentedOf } from './documented.ts'
import { type Failures, failuresOf } from './failures.ts'
import { type Gate, gatesOf } from './gates.ts'
import { explainHang, type Hang } from './hang.ts'
import { type Played, play } from './play.ts'
import { type Detector, detectorOf, type Plot, wellEvent } from './plot.ts'
import { type Audience, audienceOf, exposureOf, shareOf } from './share.ts'

/** A rollout in which all goes well, from the tick that notices the revision to the one that ends in Succeeded. */
export interface Promotion {
  ticks: number
  seconds: number
  /** Share × minutes that the canary gets meanwhile. */
  exposure: number
  /** The largest share that it gets, 0 to 1. */
  peak: number
}

/** What is to be expected of the rollouts of a release. */
export interface Outlook {
  plan: Plan
  /** Ticks until the Canary is initialised for the first time. */
  initialTicks: number
  /** Null when it does not get there. */
  promotion: Promotion | null
  /** Where a rollout ends in which all goes well. */
  hang: Hang | null
  /** The rollout fails although all is well, and why. */
  fails: string | null
  /** How often the canary is looked at in it. */
  checks: number
  detector: Detector
  /** Null when a bad release is never noticed. */
  failures: Failures | null
  audience: Audience
  gates: Gate[]
  /** Webhooks that roll back when they answer with a yes. */
  rollbackHooks: string[]
  documented: Documented
  /** The run in which all goes well, from the first tick on. */
  script: Script
}

export function outlookOf(release: Release): Outlook | Refused {
  const controller = open(release)
  return 'verdict' in controller ? controller : foresee(controller)
}

/** A rollout that goes well, after the Canary is initialised. */
export function wellPlot(well: Event): Plot {
  return { script: [{ ...well, revision: true }], rest: well, once: true }
}

/** `controller` has not run yet. */
export function foresee(controller: Controller): Outlook {
  const { plan, canary } = controller
  const well = wellEvent(canary)
  const start = initialise(controller, well)
  const plot = wellPlot(well)
  const good = start.phase === '' ? start.played : play(controller.fork(), plot)
  const last = good.ticks.at(-1)
  const promoted = good.ticks.findIndex(({ phase }) => phase === 'Succeeded')
  const begun = start.phase !== ''
  const before = start.played.script
  return {
    plan,
    initialTicks: start.played.ticks.length,
    promotion: promoted < 0 ? null : promotionOf(good.ticks.slice(0, promoted), plan),
    hang: good.ending.kind === 'hangs' && last ? explainHang(last, plan) : null,
    fails: last?.phase === 'Failed' ? whyItFails(good) : null,
    checks: good.ticks.filter(({ checked }) => checked).length,
    detector: plan.skipAnalysis ? null : detectorOf(canary),
    failures: begun ? failuresOf(controller, checkedEvents(good), well) : null,
    audience: audienceOf(plan),
    gates: begun ? gatesOf(controller, plot).map(gate => ({ ...gate, script: [...before, ...gate.script] })) : [],
    rollbackHooks: hooksOf(canary.spec.analysis.webhooks, 'rollback').map(({ name }) => name),
    documented: documentedOf(canary, plan),
    script: begun ? [...before, ...good.script] : good.script,
  }
}

/** Runs until the Canary is initialised, or until it is clear that it never will be. */
export function initialise(controller: Controller, well: Event): { phase: string; played: Played } {
  const played: Played = { ticks: [], script: [], ending: { kind: 'hangs', tick: 1 } }
  for (;;) {
    const before = played.ticks.at(-1)
    const moment = controller.advance(well)
    played.ticks.push(moment)
    played.script.push(well)
    const again = before !== undefined && before.why === moment.why && before.phase === moment.phase
    if (moment.phase !== '' || again) return { phase: moment.phase, played }
  }
}

/** `ticks` are those before the last. */
function promotionOf(ticks: readonly Moment[], plan: Plan): Promotion {
  const count = ticks.length + 1
  const peak = Math.max(0, ...ticks.map(moment => shareOf(moment, plan)))
  return { ticks: count, seconds: count * plan.interval, exposure: exposureOf(ticks, plan), peak }
}

/** The events of the ticks in which the canary may still be found to be bad. */
function checkedEvents({ ticks, script }: Played): Event[] {
  const promoting = ticks.findIndex(({ phase }) => phase === 'Promoting' || phase === 'Succeeded')
  return promoting < 0 ? script : script.slice(0, promoting + 1)
}

function whyItFails({ ticks }: Played): string {
  return ticks.findLast(({ phase, marks }) => phase !== 'Failed' && marks.some(isFailure))?.why ?? ''
}

function isFailure({ outcome }: Mark): boolean {
  return outcome === 'failed'
}
