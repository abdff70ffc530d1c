import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import type { Container, PodSpec } from '../../pods.ts'
import { mapAt, oneOf } from './one-of.ts'

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** k8s.io/kubernetes 1.34, validateProbe. */
export function probeFaults(container: Container, at: Pointer): Violation[] {
  return probes.flatMap((name): Violation[] => {
    const probe = container[name]
    if (!isMap(probe)) return []
    const path = `${at}/${name}`
    const found = oneOf(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], path)
    if (name === 'readinessProbe') {
      if (probe['terminationGracePeriodSeconds'] === undefined) return found
      return [
        ...found,
        { path: `${path}/terminationGracePeriodSeconds`, message: 'a readiness probe terminates nothing' },
      ]
    }
    const threshold = probe['successThreshold'] ?? 0
    if (threshold === 0 || threshold === 1) return found
    return [...found, { path: `${path}/successThreshold`, message: `is ${threshold}, only 1 is possible` }]
  })
}

const defaultGracePeriod = 30

export function lifecycleFaults(spec: PodSpec, container: Container, at: Pointer): Violation[] {
  const lifecycle = mapAt(container, 'lifecycle')
  const grace = Number(spec['terminationGracePeriodSeconds'] ?? defaultGracePeriod)
  const found = ['postStart', 'preStop'].flatMap(name => {
    const handler = lifecycle[name]
    return isMap(handler) ? handlerFaults(handler, grace, `${at}/lifecycle/${name}`) : []
  })
  if (lifecycle['stopSignal'] !== undefined && spec['os'] === undefined) {
    found.push({ path: `${at}/lifecycle/stopSignal`, message: 'works with spec.os.name only' })
  }
  return found
}

function handlerFaults(handler: JsonMap, grace: number, path: Pointer): Violation[] {
  const found = oneOf(handler, ['exec', 'httpGet', 'tcpSocket', 'sleep'], path)
  const sleep = handler['sleep']
  if (!isMap(sleep)) return found
  const seconds = Number(sleep['seconds'] ?? 0)
  if (seconds > 0 && seconds <= grace) return found
  const message = `sleeps ${seconds} s, possible are 1 to ${grace} (terminationGracePeriodSeconds)`
  return [...found, { path: `${path}/sleep`, message }]
}
