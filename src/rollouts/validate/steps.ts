import type { Pointer } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import { isQualifiedName } from '../decode/formats.ts'
import { maxWeightOf } from '../defaults.ts'
import { pauseSeconds } from '../duration.ts'
import type { CanaryStep, CanaryStrategy, Rollout, RunArgument, StringMatch, TrafficRouting } from '../rollout.ts'
import type { Fault } from './fault.ts'
import { hasPlugins } from './strategy.ts'

export const stepKeys = [
  'setWeight',
  'pause',
  'setCanaryScale',
  'analysis',
  'experiment',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
] as const satisfies (keyof CanaryStep)[]

/** The linter refuses two of these in one step; two of the others pass. */
const exclusive = ['experiment', 'setWeight', 'pause', 'analysis'] as const

/** Argo Rollouts 1.10, pkg/apis/rollouts/validation, the loop over steps in ValidateRolloutStrategyCanary. */
export function stepFaults(rollout: Rollout, canary: CanaryStrategy): Fault[] {
  return (canary.steps ?? []).flatMap((step, i) => {
    const path = `/spec/strategy/canary/steps/${i}`
    const routing = canary.trafficRouting
    return [
      ...actionFaults(step, path),
      ...weightFaults(rollout, step, path),
      ...pauseFaults(step, path),
      ...scaleFaults(step, routing, path),
      ...headerFaults(step, routing, path),
      ...mirrorFaults(step, routing, path),
      ...managedFaults(step, routing, path),
      ...experimentFaults(step, routing, path),
      ...argumentFaults(step, path),
    ]
  })
}

function actionFaults(step: CanaryStep, path: Pointer): Fault[] {
  const actions = stepKeys.filter(key => step[key] !== undefined)
  const clashing = exclusive.filter(key => step[key] !== undefined)
  if (actions.length === 0) {
    return [{ code: 'RO030', path, message: 'the step does nothing', help: `Give it one of ${stepKeys.join(', ')}.` }]
  }
  if (clashing.length < 2) return []
  const help = 'Make each of them a step of its own, in the order in which they shall happen.'
  return [{ code: 'RO030', path, message: `a step does one thing, this one has ${clashing.join(' and ')}`, help }]
}

function weightFaults(rollout: Rollout, { setWeight: weight }: CanaryStep, path: Pointer): Fault[] {
  const most = maxWeightOf(rollout)
  if (weight === undefined || (weight >= 0 && weight <= most)) return []
  return [{ code: 'RO031', path: `${path}/setWeight`, message: `setWeight is ${weight}, it goes from 0 to ${most}` }]
}

function pauseFaults({ pause }: CanaryStep, path: Pointer): Fault[] {
  if ((pauseSeconds(pause?.duration) ?? 0) >= 0) return []
  return [
    {
      code: 'RO032',
      path: `${path}/pause/duration`,
      message: `${quote(pause?.duration ?? '')} is no time to pause for`,
      help: 'Write seconds as a number, or a duration such as 30s, 10m or 1h30m; leave it out to pause until promoted.',
    },
  ]
}

function scaleFaults({ setCanaryScale }: CanaryStep, routing: TrafficRouting | undefined, path: Pointer): Fault[] {
  if (!setCanaryScale || routing) return []
  const related = [{ path: `${path}/setCanaryScale`, message: 'the step that needs it' }]
  return [
    {
      code: 'RO033',
      path: '/spec/strategy/canary/trafficRouting',
      message: 'setCanaryScale works with trafficRouting only: without it the number of pods is the weight',
      related,
    },
  ]
}

function headerFaults(
  { setHeaderRoute: route }: CanaryStep,
  routing: TrafficRouting | undefined,
  path: Pointer,
): Fault[] {
  if (!route) return []
  const at = `${path}/setHeaderRoute`
  if (!routing || !(routing.istio ?? routing.alb ?? routing.apisix ?? (hasPlugins(routing) || undefined))) {
    return [
      { code: 'RO034', path: at, message: 'setHeaderRoute works with Istio, ALB, Apisix and router plugins only' },
    ]
  }
  const check = routing.alb ? albMatchFault : matchFault
  return (route.match ?? []).flatMap(({ headerValue }, j) => {
    const message = check(headerValue)
    return message === null ? [] : [{ code: 'RO035', path: `${at}/match/${j}`, message }]
  })
}

function mirrorFaults(
  { setMirrorRoute: route }: CanaryStep,
  routing: TrafficRouting | undefined,
  path: Pointer,
): Fault[] {
  if (!route) return []
  const at = `${path}/setMirrorRoute`
  const faults: Fault[] = []
  if (!routing || !(routing.istio || hasPlugins(routing))) {
    faults.push({ code: 'RO034', path: at, message: 'setMirrorRoute works with Istio and router plugins only' })
  }
  for (const [j, { method, path: url }] of (route.match ?? []).entries()) {
    for (const match of [method, url]) {
      const message = match ? matchFault(match) : null
      if (message !== null) faults.push({ code: 'RO035', path: `${at}/match/${j}`, message })
    }
  }
  return faults
}

function matchFault(match: StringMatch | undefined): string | null {
  const given = (['exact', 'regex', 'prefix'] as const).filter(key => (match?.[key] ?? '') !== '')
  if (given.length === 1) return null
  return given.length === 0
    ? 'the match needs one of exact, prefix and regex'
    : `the match has ${given.join(' and ')}, only one is possible`
}

function albMatchFault(match: StringMatch | undefined): string | null {
  const { exact = '', regex = '', prefix = '' } = match ?? {}
  return exact !== '' && regex === '' && prefix === ''
    ? null
    : 'with ALB a header matches by exact, and by nothing else'
}

function managedFaults(step: CanaryStep, routing: TrafficRouting | undefined, path: Pointer): Fault[] {
  if (!routing) return []
  const managed = routing.managedRoutes
  return (['setHeaderRoute', 'setMirrorRoute'] as const).flatMap((key): Fault[] => {
    const route = step[key]
    if (!route) return []
    const name = route.name ?? ''
    const help = `Add { name: ${name} } to spec.strategy.canary.trafficRouting.managedRoutes.`
    if (!managed) {
      const message = `managedRoutes is missing, so the route ${quote(name)} of ${key} has no place`
      return [{ code: 'RO036', path: '/spec/strategy/canary/trafficRouting/managedRoutes', message, help }]
    }
    if (managed.some(one => (one.name ?? '') === name)) return []
    return [
      { code: 'RO036', path: `${path}/${key}`, message: `the route ${quote(name)} is not among managedRoutes`, help },
    ]
  })
}

function experimentFaults({ experiment }: CanaryStep, routing: TrafficRouting | undefined, path: Pointer): Fault[] {
  const weighs = routing && (routing.alb ?? routing.smi ?? routing.istio ?? (hasPlugins(routing) || undefined))
  if (!experiment || weighs) return []
  return (experiment.templates ?? []).flatMap(({ weight }, k): Fault[] => {
    if (weight === undefined) return []
    const message = routing
      ? 'the weight of an experiment works with SMI, ALB, Istio and router plugins only'
      : 'the weight of an experiment works with trafficRouting only'
    return [{ code: 'RO037', path: `${path}/experiment/templates/${k}/weight`, message }]
  })
}

function argumentFaults({ experiment, analysis }: CanaryStep, path: Pointer): Fault[] {
  const ofExperiment = (experiment?.analyses ?? []).flatMap(({ args = [] }, k) =>
    args.map((arg, j) => ({ arg, at: `${path}/experiment/analyses/${k}/args/${j}` })),
  )
  const ofAnalysis = (analysis?.args ?? []).map((arg, j) => ({ arg, at: `${path}/analysis/args/${j}` }))
  return [...ofExperiment, ...ofAnalysis].flatMap(({ arg, at }) => argumentFault(arg, at))
}

const subscript = /^(.+?)\['(.*)'\]$/s
const readable = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid']

/** Paths below metadata must be ones of the downward API (k8s.io/kubernetes 1.34, pkg/fieldpath); others are not checked. */
function argumentFault({ valueFrom }: RunArgument, at: Pointer): Fault[] {
  const fieldPath = valueFrom?.fieldRef?.fieldPath ?? ''
  if (!fieldPath.startsWith('metadata')) return []
  const [, base, key = ''] = subscript.exec(fieldPath) ?? []
  const good =
    base === undefined
      ? readable.includes(fieldPath)
      : (base === 'metadata.annotations' && isQualifiedName(key.toLowerCase())) ||
        (base === 'metadata.labels' && isQualifiedName(key))
  if (good) return []
  const help = `Use one of ${readable.join(', ')}, the first two also with a key: metadata.labels['region'].`
  return [
    {
      code: 'RO038',
      path: `${at}/valueFrom/fieldRef/fieldPath`,
      message: `${quote(fieldPath)} cannot be read from a Rollout`,
      help,
    },
  ]
}
