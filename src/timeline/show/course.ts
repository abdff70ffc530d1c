import type { Mark } from '../engine/marks.ts'
import type { Moment } from '../engine/moment.ts'
import type { Part, Scenario } from '../outlook/scenario.ts'
import { type Audience, audienceOf, shareOf } from '../outlook/share.ts'
import { noteOf } from './notes.ts'
import { duration } from './words.ts'

/** A rollout as pictures show it, whichever engine runs it: stretches of time, one after the other. */
export interface Course {
  engine: 'flagger' | 'rollouts'
  title: string
  /** Strategy, provider, interval. */
  subtitle: string
  spans: Span[]
  parts: Part[]
}

/** Seconds, as far as they are known. */
export function lengthOf({ spans }: Course): number {
  return (spans.at(-1)?.to ?? 0) - (spans[0]?.from ?? 0)
}

export interface Span {
  /** The tick or step that it begins with. */
  label: string
  /** Seconds. */
  from: number
  to: number
  /** Nobody can know how long it takes. */
  open: boolean
  /** The canary's share, 0 to 1. */
  share: number
  /** The canary gets copies of requests. */
  copies: boolean
  phase: string
  /** What has happened, in a few words and in one sentence. */
  note: string
  text: string
  marks: readonly Mark[]
  /** Metrics and webhooks were looked at. */
  checked: boolean
  /** A gate lets the rollout pass that was closed before, or not asked. */
  opens: boolean
  /** Failed checks so far, when the last one has failed. */
  failed: { count: number; of: number } | null
  /** The iteration that it begins with. */
  iteration: { at: number; of: number } | null
}

export function courseOf(scenario: Scenario, title: string): Course {
  const { plan, ticks, parts } = scenario
  const spans = ticks.map((moment, index) => spanOf(scenario, moment, ticks[index - 1]))
  const subtitle = `${plan.strategy} · ${plan.provider} · a tick every ${duration(plan.interval)}${audiences[audienceOf(plan)]}`
  return { engine: 'flagger', title, subtitle, spans, parts }
}

const audiences: Record<Audience, string> = {
  'all requests': '',
  'requests that match': ' · shares of the requests that match',
  'no requests': ' · no requests to the canary',
}

/** A gate may be asked at every tick: only its first yes is told. */
function opensGate({ marks }: Moment, before: Moment | undefined): boolean {
  const passed = (mark: Mark) => mark.kind === 'gate' && mark.outcome === 'passed'
  const earlier = before?.marks.filter(passed).map(({ name }) => name) ?? []
  return marks.some(mark => passed(mark) && !earlier.includes(mark.name))
}

function spanOf({ plan }: Scenario, moment: Moment, before: Moment | undefined): Span {
  const { seconds, phase, marks, failedChecks, iterations } = moment
  const iterates = iterations > Math.max(0, before?.iterations ?? 0) && iterations <= plan.iterations
  const failed = failedChecks > (before?.failedChecks ?? 0)
  return {
    label: String(moment.tick),
    from: seconds,
    to: seconds + plan.interval,
    open: false,
    share: shareOf(moment, plan),
    copies: moment.mirrored,
    phase: phase === '' ? 'Initializing' : phase,
    note: iterates ? `iteration ${iterations} of ${plan.iterations}` : noteOf(moment, before),
    text: moment.why,
    marks,
    checked: moment.checked,
    opens: opensGate(moment, before),
    failed: failed ? { count: failedChecks, of: plan.threshold } : null,
    iteration: iterates ? { at: iterations, of: plan.iterations } : null,
  }
}
