import { isMap, type Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { FieldChange } from '../fields.ts'
import { idOf } from '../identity.ts'
import type { Verdict } from '../risk.ts'
import { mapOf, textOf } from '../roles.ts'
import { effectOnRoutes, hasCookies } from './routes-of-provider.ts'
import type { About } from './rule.ts'

// Where the values, the provider or other objects decide what a change of a Canary does.

/** What becomes of a field depends on the provider: the table of routes decides. */
export function onRoutes({ field }: FieldChange, about: About, { risk, reason }: Verdict): Verdict {
  const provider = providerOf(about)
  const { effect, source } = effectOnRoutes(provider, field)
  if (effect === 'unread') {
    return { risk: 'no effect', reason: `With the provider ${provider} Flagger does not read it for routes.`, source }
  }
  if (effect === 'applies') return { risk: 'traffic moves now', reason, source }
  return {
    risk,
    reason: `${reason} Flagger writes the route anew, so that a running canary starts over at 0 %.`,
    source,
  }
}

export function closed(rule: Verdict): Verdict {
  return { ...rule, risk: 'downtime', reason: 'Requests that come in by it find no route any more.' }
}

function providerOf({ before, after, settings }: About): string {
  return textOf(specOf(after ?? before)['provider']) || settings.meshProvider
}

export function specOf(manifest: Manifest | null): Record<string, Json> {
  return mapOf(manifest?.['spec'])
}

export function fell({ before, after }: FieldChange): boolean {
  return typeof before === 'number' && typeof after === 'number' && after < before
}

/** The routes that keep visitors where they are differ from what is wanted then. */
export function withoutCookies({ field, after }: FieldChange, about: About): Partial<Verdict> | null {
  const isGone = after === undefined && field === 'spec.analysis.sessionAffinity'
  if (!isGone || !hasCookies(providerOf(about))) return null
  return {
    risk: 'resets a running canary',
    reason: 'Flagger writes the route anew without cookies, so that a running canary starts over at 0 %.',
    source: 'Flagger 1.44, pkg/router/istio.go and gateway_api.go (Reconcile)',
  }
}

/** An A/B test is promoted after exactly that many iterations, a blue/green deployment after that many or more. */
export function fewerIterations(change: FieldChange, about: About): Partial<Verdict> | null {
  if (!fell(change)) return null
  const isAbTest = listOf(analysisOf(about.after)['match']).length > 0 && providerOf(about) !== 'kubernetes'
  return isAbTest
    ? {
        risk: 'needs a human',
        reason: `A test that has had more than ${change.after} iterations stands still: Flagger promotes it at exactly that number.`,
      }
    : {
        risk: 'traffic moves now',
        reason: `A running canary that has had ${change.after} iterations gets all requests at the next run, one that has had more is promoted.`,
      }
}

/** The primary runs what the target was before this change, at best: its ports are those of the old pod template. */
export function primaryListens({ after }: FieldChange, about: About): Partial<Verdict> | null {
  const target = mapOf(specOf(about.before)['targetRef'])
  const namespace = about.before?.metadata.namespace || about.namespace
  const [group = ''] = textOf(target['apiVersion']).split('/')
  const workload = about.sides.before.get(idOf(group, textOf(target['kind']), namespace, textOf(target['name'])))
  const listens = after !== undefined && portsOf(workload).includes(after)
  return listens
    ? {
        risk: 'traffic moves now',
        reason: 'Primary and canary get their requests on another port of the pods from the next run on.',
      }
    : null
}

/** Names and numbers. */
function portsOf(workload: Manifest | undefined): (Json | undefined)[] {
  const { containers } = mapOf(mapOf(mapOf(workload?.['spec'])['template'])['spec'])
  const ports = listOf(containers).flatMap(container => listOf(mapOf(container)['ports']))
  return ports.flatMap(port => [mapOf(port)['name'], mapOf(port)['containerPort']])
}

/** Every weight at which a canary may be now has a next one. */
export function keepsSteps(_: FieldChange, { before, after }: About): Partial<Verdict> | null {
  const { stepWeights } = analysisOf(after)
  const now = new Set(listOf(stepWeights))
  const lost = now.size > 0 && weightsOf(analysisOf(before)).some(weight => !now.has(weight))
  return lost ? null : { risk: 'no effect', reason: 'A running canary goes on with the next of the new weights.' }
}

/** The weights of an analysis, by the list or by equal steps. */
function weightsOf({ stepWeights, stepWeight, maxWeight }: Record<string, Json>): Json[] {
  if (Array.isArray(stepWeights)) return stepWeights
  if (typeof stepWeight !== 'number' || stepWeight <= 0) return []
  const most = typeof maxWeight === 'number' ? maxWeight : 100
  return Array.from({ length: Math.min(100, Math.ceil(most / stepWeight)) }, (_, i) => (i + 1) * stepWeight)
}

const gates = new Set(['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion'])

/** A gate that is new keeps rollouts waiting until somebody opens it; without it they go on by themselves. */
export function gate({ before, after }: FieldChange): Partial<Verdict> | null {
  if (hasGate(after) && !hasGate(before)) {
    return { risk: 'needs a human', reason: 'Rollouts wait at this gate until it answers 200.' }
  }
  if (hasGate(before) && !hasGate(after)) {
    return { risk: 'traffic moves now', reason: 'A rollout that waits at this gate goes on at the next run.' }
  }
  return null
}

/** A webhook, several of them, or the type of one. */
function hasGate(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.some(hasGate) : gates.has(isMap(value) ? textOf(value['type']) : textOf(value))
}

function analysisOf(manifest: Manifest | null): Record<string, Json> {
  return mapOf(specOf(manifest)['analysis'])
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
