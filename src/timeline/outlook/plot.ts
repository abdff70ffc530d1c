import type { Canary } from '../../flagger/canary.ts'
import { isMeasured } from '../engine/metrics.ts'
import type { Event, Script } from '../engine/script.ts'
import { hooksOf } from '../engine/webhooks.ts'

/** What happens in a rollout: events tick by tick, and after the last of them the same one for ever. */
export interface Plot {
  script: Script
  rest: Event
  /** There is one revision, in the first event: when its rollout has ended, nothing else begins. */
  once?: boolean
}

const closed = 403
const broken = 500

/** All is well: gates are open, and nobody asks to roll back. */
export function wellEvent({ spec }: Canary): Event {
  const rollbacks = hooksOf(spec.analysis.webhooks, 'rollback')
  return rollbacks.length > 0 ? { gates: Object.fromEntries(rollbacks.map(({ name }) => [name, closed])) } : {}
}

/** What tells that the canary is bad: its metrics, or the webhooks that check it when there are no metrics. */
export type Detector = 'metrics' | 'webhooks' | null

export function detectorOf({ spec }: Canary): Detector {
  const { metrics = [], webhooks } = spec.analysis
  if (metrics.some(isMeasured)) return 'metrics'
  return hooksOf(webhooks, 'rollout').length > 0 ? 'webhooks' : null
}

/** The same event with a canary that is bad. */
export function badEvent(canary: Canary, event: Event): Event {
  const detector = detectorOf(canary)
  if (detector !== 'webhooks') return { ...event, metrics: 'fail' }
  const hooks = hooksOf(canary.spec.analysis.webhooks, 'rollout')
  return { ...event, gates: { ...event.gates, ...Object.fromEntries(hooks.map(({ name }) => [name, broken])) } }
}

/** The canary is bad from this tick on. */
export function failFrom(plot: Plot, tick: number, canary: Canary): Plot {
  const script = stretched(plot, tick - 1)
  return {
    ...plot,
    script: script.map((event, index) => (index + 1 < tick ? event : badEvent(canary, event))),
    rest: badEvent(canary, plot.rest),
  }
}

/** The gate is closed before this tick and open from then on. */
export function openGateAt(plot: Plot, name: string, tick: number): Plot {
  const script = stretched(plot, tick - 1)
  const open = 200
  return {
    ...plot,
    script: script.map((event, index) => withGate(event, name, index + 1 < tick ? closed : open)),
    rest: withGate(plot.rest, name, open),
  }
}

/** Nobody opens the gate. */
export function keepGateClosed(plot: Plot, name: string): Plot {
  const { script, rest } = plot
  return { ...plot, script: script.map(event => withGate(event, name, closed)), rest: withGate(rest, name, closed) }
}

function withGate(event: Event, name: string, status: number): Event {
  return { ...event, gates: { ...event.gates, [name]: status } }
}

function stretched({ script, rest }: Plot, ticks: number): Script {
  const missing = Math.max(0, ticks - script.length)
  return [...script, ...Array.from({ length: missing }, () => rest)]
}
