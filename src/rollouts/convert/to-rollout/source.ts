import type { Analysis, Canary, CanaryService, Webhook } from '../../../flagger/canary.ts'
import { parseDuration } from '../../../flagger/go/duration.ts'
import { type Names, namesOf } from '../../../flagger/names.ts'
import { intervalOf, nextStep, type Plan, planOf } from '../../../flagger/plan.ts'
import { isTcp } from '../../../flagger/providers/istio.ts'
import type { Release } from '../../../flagger/release.ts'
import type { Manifest } from '../../../values/manifest.ts'
import type { ToRolloutOptions } from './options.ts'

/** A Canary as it is read for conversion. */
export interface Source {
  release: Release
  /** The Canary as the API server keeps it, and as Flagger reads it. */
  stored: Manifest
  canary: Canary
  service: CanaryService
  analysis: Analysis
  plan: Plan
  names: Names
  options: ToRolloutOptions
  /** Of `interval`, as one writes it. */
  interval: string
  webhooks: Webhook[]
}

export function sourceOf(release: Release, stored: Manifest, canary: Canary, options: ToRolloutOptions): Source {
  const { spec } = canary
  const { analysis, service = {} } = spec
  const names = namesOf(spec.targetRef.name, service.name)
  return {
    release,
    stored,
    canary,
    service,
    analysis,
    options: isDotted(names) ? { ...options, split: 'subsets' } : options,
    plan: copied(planOf(canary, release.settings), service),
    names,
    interval: writtenInterval(analysis.interval),
    webhooks: analysis.webhooks ?? [],
  }
}

/** The controller compares Services with hosts up to their first dot, so it would find neither (istio.go getIstioHost). */
export function isDotted({ apex }: Names): boolean {
  return apex.includes('.')
}

/** Nobody can copy what goes over TCP. */
function copied(plan: Plan, service: CanaryService): Plan {
  return plan.mirror && isTcp(service) ? { ...plan, mirror: false } : plan
}

/** The author's own spelling, where Flagger does not correct it. */
function writtenInterval(text = ''): string {
  const seconds = intervalOf(text)
  return parseDuration(text) === seconds * 1e9 ? text : `${seconds}s`
}

/** Webhooks without a type are checks of the rollout. */
export function webhooksOf({ webhooks }: Source, type: string): Webhook[] {
  return webhooks.filter(webhook => (webhook.type ?? 'rollout') === type)
}

/**
 * The weights of a canary one after the other, and whether the last of them leads to the promotion: Flagger waits forever at
 * a weight that is in the list twice, or before a smaller one.
 */
export function weightsOf(plan: Plan): { weights: number[]; promoted: boolean } {
  const weights: number[] = []
  let weight = 0
  while (weight < plan.maxWeight) {
    const step = nextStep(plan, weight)
    if (step <= 0) return { weights, promoted: false }
    const next = Math.min(100, weight + step)
    if (next === weight) return { weights, promoted: false }
    weights.push(next)
    weight = next
  }
  return { weights, promoted: nextStep(plan, weight) > 0 }
}
