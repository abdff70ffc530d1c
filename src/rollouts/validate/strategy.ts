import { quote } from '../../values/quote.ts'
import { defaults, revisionHistoryLimitOf } from '../defaults.ts'
import type { AntiAffinity, BlueGreenStrategy, CanaryStrategy, Rollout, TrafficRouting } from '../rollout.ts'
import type { Fault } from './fault.ts'
import { stepFaults } from './steps.ts'

/** Argo Rollouts 1.10, pkg/apis/rollouts/validation ValidateRolloutStrategy. */
export function strategyFaults(rollout: Rollout): Fault[] {
  const { blueGreen, canary } = rollout.spec.strategy ?? {}
  if (blueGreen && canary) {
    return [
      {
        code: 'RO014',
        path: '/spec/strategy',
        message: 'there are two strategies, canary and blueGreen, and only one is possible',
      },
    ]
  }
  if (blueGreen) return blueGreenFaults(rollout, blueGreen)
  if (canary) return canaryFaults(rollout, canary)
  return [
    { code: 'RO014', path: '/spec/strategy', message: 'there is no strategy: give spec.strategy.canary or blueGreen' },
  ]
}

function blueGreenFaults(rollout: Rollout, blueGreen: BlueGreenStrategy): Fault[] {
  const at = '/spec/strategy/blueGreen'
  const faults: Fault[] = []
  const { activeService = '', previewService = '', scaleDownDelayRevisionLimit: limit } = blueGreen
  if (activeService === previewService) {
    faults.push({
      code: 'RO017',
      path: `${at}/activeService`,
      message: `activeService and previewService are both ${quote(activeService)}, they must differ`,
    })
  }
  const history = revisionHistoryLimitOf(rollout)
  if (limit !== undefined && history < limit) {
    faults.push({
      code: 'RO017',
      path: `${at}/scaleDownDelayRevisionLimit`,
      message: `scaleDownDelayRevisionLimit is ${limit}, but only ${history} old ReplicaSets are kept (revisionHistoryLimit)`,
    })
  }
  return [...faults, ...antiAffinityFaults(blueGreen.antiAffinity, `${at}/antiAffinity`)]
}

const at = '/spec/strategy/canary'

function canaryFaults(rollout: Rollout, canary: CanaryStrategy): Fault[] {
  return [
    ...surgeFaults(canary),
    ...serviceFaults(canary),
    ...pingPongFaults(canary),
    ...(canary.trafficRouting ? routedFaults(canary, canary.trafficRouting) : unroutedFaults(canary)),
    ...stepFaults(rollout, canary),
    ...antiAffinityFaults(canary.antiAffinity, `${at}/antiAffinity`),
  ]
}

function surgeFaults({ maxSurge, maxUnavailable }: CanaryStrategy): Fault[] {
  if (count(maxSurge ?? defaults.maxSurge) !== 0 || count(maxUnavailable ?? defaults.maxUnavailable) !== 0) return []
  const message = `maxSurge (${quote(maxSurge ?? '')}) and maxUnavailable (${quote(maxUnavailable ?? '')}) are both zero, so no pod could ever be replaced`
  return [{ code: 'RO020', path: `${at}/maxSurge`, message }]
}

const percent = /^\d+%$/
const integer = /^[+-]?\d+$/

/** A number or a percentage; any other string counts as 0. */
function count(value: number | string): number {
  if (typeof value === 'number') return value
  if (percent.test(value)) return Number(value.slice(0, -1))
  return integer.test(value) ? Number(value) : 0
}

function serviceFaults(canary: CanaryStrategy): Fault[] {
  const { stableService = '', canaryService = '' } = canary
  if (stableService !== '' && stableService === canaryService) {
    const message = `stableService and canaryService are both ${quote(stableService)}, they must differ`
    return [{ code: 'RO021', path: `${at}/stableService`, message }]
  }
  if (!needsServices(canary)) return []
  return (['stableService', 'canaryService'] as const)
    .filter(name => (canary[name] ?? '') === '')
    .map(name => ({
      code: 'RO022',
      path: `${at}/${name}`,
      message: `${name} is needed to split traffic between two Services`,
      help: 'With Istio, a destinationRule with subsets or pingPong can take the place of the two Services.',
    }))
}

/** Routers that split between Services, and so cannot do without them. */
function needsServices({ trafficRouting: routing, pingPong }: CanaryStrategy): boolean {
  if (!routing) return false
  const { alb, istio, smi, apisix, ambassador, nginx, appMesh, traefik } = routing
  if (smi ?? apisix ?? ambassador ?? nginx ?? appMesh ?? traefik) return true
  return !pingPong && (alb !== undefined || (istio !== undefined && istio.destinationRule === undefined))
}

function pingPongFaults({ pingPong, trafficRouting }: CanaryStrategy): Fault[] {
  if (!pingPong) return []
  const faults: Fault[] = []
  const add = (path: string, message: string) => faults.push({ code: 'RO023', path: `${at}/${path}`, message })
  const { pingService = '', pongService = '' } = pingPong
  if (trafficRouting && !trafficRouting.alb && !trafficRouting.istio && !hasPlugins(trafficRouting)) {
    add('trafficRouting/alb', 'pingPong works with ALB, Istio and router plugins only')
  }
  if (pingService === '') add('pingPong/pingService', 'pingService is needed for pingPong')
  if (pongService === '') add('pingPong/pongService', 'pongService is needed for pingPong')
  if (pingService === pongService) {
    add('pingPong/pingService', `pingService and pongService are both ${quote(pingService)}, they must differ`)
  }
  if (trafficRouting?.alb && (trafficRouting.alb.rootService ?? '') === '') {
    add('trafficRouting/alb/rootService', 'rootService is needed for pingPong with ALB')
  }
  return faults
}

function unroutedFaults({ scaleDownDelaySeconds, dynamicStableScale }: CanaryStrategy): Fault[] {
  const faults: Fault[] = []
  const needs = (name: string) =>
    faults.push({ code: 'RO024', path: `${at}/${name}`, message: `${name} has a meaning with trafficRouting only` })
  if (scaleDownDelaySeconds !== undefined) needs('scaleDownDelaySeconds')
  if (dynamicStableScale) needs('dynamicStableScale')
  return faults
}

function routedFaults(canary: CanaryStrategy, routing: TrafficRouting): Fault[] {
  const faults: Fault[] = []
  if (canary.scaleDownDelaySeconds !== undefined && canary.dynamicStableScale) {
    faults.push({
      code: 'RO024',
      path: `${at}/dynamicStableScale`,
      message: 'dynamicStableScale and scaleDownDelaySeconds exclude each other: the stable pods are gone already',
    })
  }
  if (routing.maxTrafficWeight !== undefined && !routing.nginx && !hasPlugins(routing)) {
    faults.push({
      code: 'RO025',
      path: `${at}/trafficRouting/maxTrafficWeight`,
      message: 'maxTrafficWeight works with nginx and router plugins only; other weights are percents',
    })
  }
  return faults
}

export function hasPlugins({ plugins = {} }: TrafficRouting): boolean {
  return Object.keys(plugins).length > 0
}

function antiAffinityFaults(antiAffinity: AntiAffinity | undefined, path: string): Fault[] {
  if (!antiAffinity) return []
  const preferred = antiAffinity.preferredDuringSchedulingIgnoredDuringExecution
  const required = antiAffinity.requiredDuringSchedulingIgnoredDuringExecution
  const faults: Fault[] = []
  if ((preferred === undefined) === (required === undefined)) {
    const message = `antiAffinity needs exactly one of preferred… and required…, and has ${preferred ? 'both' : 'none'}`
    faults.push({ code: 'RO026', path, message })
  }
  const weight = preferred?.weight ?? 0
  if (preferred && (weight < 1 || weight > 100)) {
    const name = 'preferredDuringSchedulingIgnoredDuringExecution'
    faults.push({
      code: 'RO026',
      path: `${path}/${name}/weight`,
      message: `weight is ${weight}, it goes from 1 to 100`,
    })
  }
  return faults
}
