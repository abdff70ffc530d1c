import type { Pointer } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import { pauseSeconds } from '../duration.ts'
import type { CanaryStep, CanaryStrategy, Rollout } from '../rollout.ts'
import type { Fault } from './fault.ts'
import { stepKeys } from './steps.ts'

const canaryPath = '/spec/strategy/canary'

/** What works and still will hurt: plans that do not do what they seem to, and what they leave out. */
export function practiceFaults(rollout: Rollout): Fault[] {
  const canary = rollout.spec.strategy?.canary
  return [...scaleDownFaults(rollout), ...(canary ? [...planFaults(canary), ...omissions(rollout, canary)] : [])]
}

function planFaults(canary: CanaryStrategy): Fault[] {
  const faults: Fault[] = []
  let weight = 0
  let pods = false
  for (const [i, step] of (canary.steps ?? []).entries()) {
    const path = `${canaryPath}/steps/${i}`
    faults.push(...severalFaults(step, path), ...pauseFaults(step, path), ...emptyRouteFaults(step, weight, pods, path))
    const scale = step.setCanaryScale
    if (scale) pods = (scale.replicas ?? scale.weight ?? 0) > 0
    if (scale?.matchTrafficWeight && weight === 0) {
      faults.push({
        code: 'RO072',
        path: `${path}/setCanaryScale/matchTrafficWeight`,
        message: 'the weight is still 0, so the canary follows it to no pods, and header and mirror routes are removed',
      })
    }
    if (step.setWeight === undefined) continue
    if (step.setWeight <= weight) faults.push(notRising(step.setWeight, weight, `${path}/setWeight`))
    weight = step.setWeight
  }
  return faults
}

function notRising(weight: number, before: number, path: Pointer): Fault {
  const message =
    before === 0 ? 'setWeight 0 before any other weight changes nothing' : `setWeight ${weight} comes after ${before}`
  return { code: 'RO075', path, message }
}

/** The linter refuses two of setWeight, pause, analysis and experiment; other pairs happen together, or not at all. */
function severalFaults(step: CanaryStep, path: Pointer): Fault[] {
  const given = stepKeys.filter(key => step[key] !== undefined)
  const refused = ['setWeight', 'pause', 'analysis', 'experiment'].filter(key => given.some(one => one === key))
  if (given.length < 2 || refused.length > 1) return []
  return [
    {
      code: 'RO073',
      path,
      message: `the step has ${given.join(' and ')}, which the linter lets pass`,
      help: 'Make each of them a step of its own.',
    },
  ]
}

function pauseFaults({ pause }: CanaryStep, path: Pointer): Fault[] {
  if (!pause) return []
  const seconds = pauseSeconds(pause.duration)
  if (seconds === null) {
    return [{ code: 'RO074', path: `${path}/pause`, message: 'the rollout waits here until somebody promotes it' }]
  }
  if (seconds !== 0) return []
  return [
    {
      code: 'RO076',
      path: `${path}/pause/duration`,
      message: `a pause of ${quote(pause.duration ?? '')} does not wait: parts of a second are cut off`,
    },
  ]
}

function emptyRouteFaults(step: CanaryStep, weight: number, pods: boolean, path: Pointer): Fault[] {
  if (weight > 0 || pods) return []
  return (['setHeaderRoute', 'setMirrorRoute'] as const).flatMap((key): Fault[] => {
    if (!step[key]?.match) return []
    return [
      {
        code: 'RO068',
        path: `${path}/${key}`,
        message: 'the canary has no pods yet, so the requests go nowhere, and the route is taken out again',
        help: 'Put a setCanaryScale, or a setWeight above 0, before it.',
      },
    ]
  })
}

function omissions(rollout: Rollout, canary: CanaryStrategy): Fault[] {
  const steps = canary.steps ?? []
  const faults: Fault[] = []
  const measured = canary.analysis || steps.some(step => step.analysis ?? step.experiment?.analyses)
  if (!measured && steps.length > 0) {
    faults.push({
      code: 'RO077',
      path: `${canaryPath}/steps`,
      message: 'nothing is measured: a bad version is promoted like a good one',
    })
  }
  if (!rollout.spec.progressDeadlineAbort) {
    const message = 'when the new pods do not become available, the rollout is marked Degraded and stays as it is'
    faults.push({
      code: 'RO078',
      path: '/spec/progressDeadlineAbort',
      message,
      help: 'Set progressDeadlineAbort: true to roll back.',
    })
  }
  return faults
}

const scaleDowns = ['never', 'onsuccess', 'progressively']

function scaleDownFaults({ spec: { workloadRef } }: Rollout): Fault[] {
  const scaleDown = workloadRef?.scaleDown ?? ''
  if (scaleDown === '' || scaleDowns.includes(scaleDown)) return []
  const message = `scaleDown ${quote(scaleDown)} means never; known are ${scaleDowns.join(', ')}, in lower case`
  return [{ code: 'RO079', path: '/spec/workloadRef/scaleDown', message }]
}
