import type { BackgroundAnalysis, CanaryStep, RunArgument, StepAnalysis } from '../../rollout.ts'
import { needsHash, type Role, type Template, templateName, timesOf } from './checks.ts'
import { hashArgument } from './queries.ts'
import { type Source, webhooksOf, weightsOf } from './source.ts'

/** The steps that do what Flagger's scheduler does (Flagger 1.44, pkg/controller/scheduler.go). */
export function stepsOf(source: Source, templates: readonly Template[]): CanaryStep[] {
  const { plan } = source
  if (plan.skipAnalysis) return []
  const step = stepMaker(source, templates)
  const start = [...step.gate('confirm-rollout'), ...scaled(source, step), ...step.run('pre-rollout')]
  const end = step.gate('confirm-promotion')
  switch (plan.strategy) {
    case 'canary':
      return [...start, ...mirrored(source, step), ...weights(source, step), ...end]
    case 'ab-testing':
      return [...start, { setWeight: 100 }, ...step.check(), ...end]
    case 'blue-green':
      return [...start, ...around(source, step.check()), ...end, { setWeight: 100 }, ...step.check('live-checks')]
  }
}

interface StepMaker {
  run: (role: Role) => CanaryStep[]
  gate: (role: Role) => CanaryStep[]
  /** An interval of traffic, then the checks; without checks that hold, all the intervals they would have taken. */
  check: (role?: 'checks' | 'live-checks') => CanaryStep[]
}

function stepMaker(source: Source, templates: readonly Template[]): StepMaker {
  const run = (role: Role) =>
    templates.some(one => one.role === role) ? [{ analysis: analysis(source, templates, [role]) }] : []
  const gate = (role: Role) => {
    if (source.options.gates === 'analysis') return run(role)
    return webhooksOf(source, role).length > 0 ? [{ pause: {} }] : []
  }
  const check: StepMaker['check'] = (role = 'checks') => {
    const held = source.options.analysis === 'hold' ? run(role) : []
    const intervals = held.length > 0 || role === 'live-checks' ? 1 : timesOf(source)
    const duration = intervals === 1 ? source.interval : `${intervals * source.plan.interval}s`
    return [{ pause: { duration } }, ...held]
  }
  return { run, gate, check }
}

/** Pods before there is any traffic: hooks and copied requests need them. */
function scaled(source: Source, step: StepMaker): CanaryStep[] {
  const { plan, options } = source
  if (options.canarySize === 'full' || plan.strategy !== 'canary') return [{ setCanaryScale: { weight: 100 } }]
  const [first] = weightsOf(plan).weights
  return first !== undefined && isEarly(source, step) ? [{ setCanaryScale: { weight: first } }] : []
}

function isEarly({ plan }: Source, step: StepMaker): boolean {
  return plan.mirror || step.run('pre-rollout').length > 0
}

function weights(source: Source, step: StepMaker): CanaryStep[] {
  const gate = step.gate('confirm-traffic-increase')
  const follows = source.options.canarySize === 'weight' && isEarly(source, step)
  const steps = weightsOf(source.plan).weights.flatMap((weight, i): CanaryStep[] => [
    ...gate,
    { setWeight: weight },
    ...(follows && i === 0 ? [{ setCanaryScale: { matchTrafficWeight: true } }] : []),
    ...step.check(),
  ])
  // Flagger asks once more at the last weight, before the promotion.
  return [...steps, ...gate]
}

/** One interval of copied requests before the first weight. */
function mirrored(source: Source, step: StepMaker): CanaryStep[] {
  return source.plan.mirror ? around(source, step.check()) : []
}

/** Steps during which requests are copied, when the Canary mirrors. */
function around(source: Source, steps: CanaryStep[]): CanaryStep[] {
  if (!source.plan.mirror) return steps
  const name = mirrorRoute(source)
  const { mirrorWeight = 0 } = source.analysis
  const percentage = mirrorWeight > 0 ? { percentage: mirrorWeight } : {}
  return [
    { setMirrorRoute: { name, ...percentage, match: [{ path: { prefix: '/' } }] } },
    ...steps,
    { setMirrorRoute: { name } },
  ]
}

export function mirrorRoute({ names }: Source): string {
  return `${names.apex}-mirror`
}

/** What runs beside all steps: in background mode the checks, and hooks that roll back. */
export function backgroundOf(
  source: Source,
  templates: readonly Template[],
  steps: readonly CanaryStep[],
): BackgroundAnalysis | undefined {
  if (source.plan.skipAnalysis) return undefined
  const roles = (['checks', 'rollback'] as const).filter(
    role =>
      (role === 'rollback' || source.options.analysis === 'background') && templates.some(one => one.role === role),
  )
  if (roles.length === 0) return undefined
  const first = steps.findIndex(step => step.setWeight !== undefined)
  return { ...analysis(source, templates, roles), ...(first > 0 && { startingStep: first }) }
}

function analysis(source: Source, templates: readonly Template[], roles: readonly Role[]): StepAnalysis {
  const used = templates.filter(({ role }) => roles.includes(role))
  const hash: RunArgument = { name: hashArgument, valueFrom: { podTemplateHashValue: 'Latest' } }
  return {
    templates: used.map(({ role }) => ({ templateName: templateName(source, role) })),
    ...(used.some(({ metrics }) => needsHash(metrics)) && { args: [hash] }),
  }
}
