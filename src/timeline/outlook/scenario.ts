import type { Plan } from '../../flagger/plan.ts'
import type { Controller } from '../engine/controller.ts'
import type { Moment } from '../engine/moment.ts'
import type { Event, Script } from '../engine/script.ts'
import { explainHang, type Hang } from './hang.ts'
import { initialise, wellPlot } from './outlook.ts'
import { isIdle, type Played, play } from './play.ts'
import { detectorOf, failFrom, openGateAt, type Plot, wellEvent } from './plot.ts'

/** What is asked for: a script or the usual one, with changes. */
export interface Wish {
  script?: Script
  /** The canary is bad from this tick on. */
  failAt?: number
  /** The ticks at which gates open that are closed before. */
  gateOpens?: Readonly<Record<string, number>>
}

/** A scenario, played. */
export interface Scenario {
  plan: Plan
  script: Script
  ticks: Moment[]
  parts: Part[]
  /** Why the rollout at the end of it will never end; null when there is none, or it will. */
  stuck: Hang | null
}

/** A stretch of ticks with a name. */
export interface Part {
  title: string
  from: number
  to: number
}

/** `controller` has not run yet. */
export function tellScenario(controller: Controller, wish: Wish): Scenario {
  const { script, failAt, gateOpens = {} } = wish
  const changed = failAt !== undefined || Object.keys(gateOpens).length > 0
  if (script && !changed) return asWritten(controller, script)
  return changed ? whatIf(controller, wish) : usual(controller)
}

function asWritten(controller: Controller, script: Script): Scenario {
  const ticks = script.map(controller.advance)
  return { plan: controller.plan, script, ticks, parts: [], stuck: stuckAfter(controller, ticks, script.at(-1)) }
}

function whatIf(controller: Controller, { script, failAt, gateOpens = {} }: Wish): Scenario {
  const { canary } = controller
  const well = wellEvent(canary)
  let plot: Plot = script ? { script, rest: lasting(script.at(-1)) } : fromTheStart(controller, well)
  for (const [name, tick] of Object.entries(gateOpens)) plot = openGateAt(plot, name, tick)
  if (failAt !== undefined) plot = failFrom(plot, failAt, canary)
  const { ticks, script: played, ending } = play(controller, plot)
  const last = ticks.at(-1)
  const stuck = ending.kind === 'hangs' && last ? explainHang(last, controller.plan) : null
  return { plan: controller.plan, script: played, ticks, parts: [], stuck }
}

function fromTheStart(controller: Controller, well: Event): Plot {
  const { played } = initialise(controller.fork(), well)
  const plot = wellPlot(well)
  return { ...plot, script: [...played.script, ...plot.script] }
}

/** A revision that goes well, one that fails at once, and one that fails at the last step. */
function usual(controller: Controller): Scenario {
  const { canary, plan } = controller
  const well = wellEvent(canary)
  const start = initialise(controller, well)
  const { ticks, script } = start.played
  const scenario: Scenario = { plan, script, ticks, parts: [], stuck: null }
  const last = scenario.ticks.at(-1)
  if (start.phase === '') return { ...scenario, stuck: last ? explainHang(last, plan) : null }
  const plot = wellPlot(well)
  const good = play(controller, plot)
  tell(scenario, 'A revision that goes well', good)
  const end = good.ticks.at(-1)
  if (good.ending.kind !== 'settled') return { ...scenario, stuck: end ? explainHang(end, plan) : null }
  const promoting = good.ticks.findIndex(({ phase }) => phase === 'Promoting')
  if (plan.skipAnalysis || detectorOf(canary) === null || promoting < 0) return scenario
  tell(scenario, 'One that fails at once', play(controller, failFrom(plot, 1, canary)))
  tell(scenario, 'One that fails at the last step', play(controller, failFrom(plot, promoting + 1, canary)))
  return scenario
}

function tell(scenario: Scenario, title: string, { ticks, script }: Played): void {
  const from = scenario.ticks.length + 1
  scenario.ticks = [...scenario.ticks, ...ticks]
  scenario.script = [...scenario.script, ...script]
  scenario.parts.push({ title, from, to: scenario.ticks.length })
}

/** Whether anything would still happen after a script if the gates stayed as they are in its last event. */
function stuckAfter(controller: Controller, ticks: readonly Moment[], last: Event | undefined): Hang | null {
  const now = ticks.at(-1)
  if (!now || isIdle(now)) return null
  const { ticks: after, ending } = play(controller.fork(), { script: [], rest: lasting(last) })
  const end = after.at(-1)
  return ending.kind === 'hangs' && end ? explainHang(end, controller.plan) : null
}

function lasting({ gates }: Event = {}): Event {
  return gates ? { gates } : {}
}
