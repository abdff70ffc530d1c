import type { Canary } from '../../flagger/canary.ts'
import type { Goal } from '../../timeline/outlook/budget.ts'
import { patience } from '../../timeline/outlook/play.ts'
import { nearest } from '../../values/nearest.ts'
import type { TimelineOptions } from '../commands/timeline.ts'
import { UsageError } from '../usage.ts'

/** What the options change in the usual course of things. */
interface Changes {
  failAt?: number
  gateOpens: Record<string, number>
}

export interface Asked {
  changes: Changes
  /** Null when nothing is asked for. */
  goal: Goal | null
}

/** @throws UsageError */
export function askedOf(options: TimelineOptions): Asked {
  return { changes: changesOf(options), goal: goalOf(options) }
}

function changesOf(options: TimelineOptions): Changes {
  const failAt = options['fail-at']
  return {
    ...(failAt !== undefined && { failAt: tickOf('--fail-at', failAt, failAt) }),
    gateOpens: Object.fromEntries(options['gate-opens'].map(gateOpens)),
  }
}

/** A name may hold an equals sign, a tick cannot. */
function gateOpens(text: string): [name: string, tick: number] {
  const equals = text.lastIndexOf('=')
  if (equals <= 0) throw new UsageError(`--gate-opens ${text}: expected NAME=TICK, such as approve=9`)
  return [text.slice(0, equals), tickOf('--gate-opens', text, text.slice(equals + 1))]
}

function tickOf(option: string, given: string, text: string): number {
  const tick = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0
  if (tick < 1 || tick > patience) {
    throw new UsageError(`${option} ${given}: expected the number of a tick, from 1 to ${patience}`)
  }
  return tick
}

function goalOf(options: TimelineOptions): Goal | null {
  const seconds = numberOf('--budget-seconds', options['budget-seconds'])
  const exposure = numberOf('--max-exposure', options['max-exposure'])
  if (seconds === null && exposure === null) return null
  return { ...(seconds !== null && { seconds }), ...(exposure !== null && { exposure }) }
}

function numberOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^[0-9]{1,9}(\.[0-9]{1,6})?$/.test(text)) return Number(text)
  throw new UsageError(`${option} ${text}: expected a number, 0 or more`)
}

/** A gate that no Canary has is a slip of the pen.
 *
 * @throws UsageError */
export function checkGates({ gateOpens: asked }: Changes, canaries: readonly Canary[]): void {
  const known = [...new Set(canaries.flatMap(({ spec }) => (spec.analysis.webhooks ?? []).map(({ name }) => name)))]
  for (const name of Object.keys(asked)) {
    if (known.includes(name)) continue
    const guess = nearest(name, known)
    const there = known.length > 0 ? `the webhooks are ${known.join(', ')}` : 'there are no webhooks'
    throw new UsageError(`--gate-opens: there is no webhook ${name}; ${guess ? `did you mean ${guess}? ` : ''}${there}`)
  }
}

const flaggerOnly = ['scenario', 'fail-at', 'gate-opens', 'budget-seconds', 'max-exposure'] as const

/** What is said in Flagger's ticks means nothing to a Rollout.
 *
 * @throws UsageError */
export function refuseForRollouts(options: TimelineOptions): void {
  const given = flaggerOnly.find(name => (options[name]?.length ?? 0) > 0)
  if (given) throw new UsageError(`--${given} is about Flagger; a Rollout of Argo Rollouts goes by its steps`)
}
