import type { Canary, Webhook } from '../../flagger/canary.ts'
import { parseDuration } from '../../flagger/go/duration.ts'
import type { Event } from './script.ts'
import { mark, type Turn } from './turn.ts'

/** What a webhook is for; without a type it is asked at every check. */
export type HookType =
  | 'confirm-rollout'
  | 'pre-rollout'
  | 'rollout'
  | 'confirm-traffic-increase'
  | 'confirm-promotion'
  | 'post-rollout'
  | 'rollback'

/** Webhooks that somebody opens and closes; the others check something, or are told. */
const gates: ReadonlySet<string> = new Set(['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion'])

export function hooksOf(webhooks: readonly Webhook[] | undefined, type: HookType): Webhook[] {
  return (webhooks ?? []).filter(hook => typeOf(hook) === type)
}

function typeOf({ type }: Webhook): string {
  return type || 'rollout'
}

/** A webhook as the scheduler calls it. */
export interface Hook {
  name: string
  /** A timeout that is no duration fails every call; one of a single character is not looked at. */
  callable: boolean
}

export type Hooks = ReadonlyMap<string, readonly Hook[]>

/** The webhooks of each type, in their order. */
export function hooksByType({ spec }: Canary): Hooks {
  const hooks = new Map<string, Hook[]>()
  for (const webhook of spec.analysis.webhooks ?? []) {
    const { name, timeout = '' } = webhook
    const hook = { name, callable: timeout.length < 2 || parseDuration(timeout) !== null }
    hooks.set(typeOf(webhook), [...(hooks.get(typeOf(webhook)) ?? []), hook])
  }
  return hooks
}

/** Asks the webhooks of a type in their order, until one says no. */
export function firstRefusal(turn: Turn, type: HookType): Hook | null {
  for (const hook of hooksOfTurn(turn, type)) {
    const passed = says(turn, hook)
    mark(turn, gates.has(type) ? 'gate' : 'hook', hook.name, passed ? 'passed' : gates.has(type) ? 'waiting' : 'failed')
    if (!passed) return hook
  }
  return null
}

/** Whether somebody asks to roll back: here, yes means stop. */
export function rollbackAsked(turn: Turn): Hook | null {
  const asked = hooksOfTurn(turn, 'rollback').find(hook => says(turn, hook)) ?? null
  if (asked) mark(turn, 'hook', asked.name, 'failed')
  return asked
}

function hooksOfTurn({ hooks }: Turn, type: HookType): readonly Hook[] {
  return hooks.get(type) ?? []
}

const lastGoodStatus = 202
const well = 200

/** Anything up to 202 is a yes (Flagger 1.44, pkg/controller/webhook.go). */
function says({ event }: Turn, { name, callable }: Hook): boolean {
  return callable && answerOf(event, name) <= lastGoodStatus
}

/** Webhooks may be called `constructor`. */
function answerOf({ gates = {} }: Event, name: string): number {
  return (Object.hasOwn(gates, name) ? gates[name] : undefined) ?? well
}
