import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import type { Container, PodSpec } from '../../pods.ts'
import { envFaults } from './env.ts'
import { mountFaults } from './mounts.ts'
import { mapsAt, repeated } from './one-of.ts'
import { lifecycleFaults, probeFaults } from './probes.ts'
import { resourceFaults } from './resources.ts'
import { securityFaults } from './security.ts'
import { knownVolumes } from './volumes.ts'

/** k8s.io/kubernetes 1.34, validateContainers and validateInitContainers. */
export function containerFaults(spec: PodSpec, path: Pointer): Violation[] {
  const regular = located(spec.containers, `${path}/containers`)
  const init = located(spec.initContainers, `${path}/initContainers`)
  const named = [...regular, ...init].filter(({ container }) => (container.name ?? '') !== '')
  return [
    ...repeated(named.map(({ container, at }) => ({ value: container.name ?? '', at: `${at}/name` }))),
    ...repeated(regular.flatMap(hostPorts)),
    ...init.flatMap(one => repeated(hostPorts(one))),
    ...[...regular, ...init].flatMap(({ container, at }) => commonFaults(spec, container, at)),
    ...regular.flatMap(({ container, at }) => regularFaults(spec, container, at)),
    ...init.flatMap(({ container, at }) => initFaults(spec, container, at)),
  ]
}

interface Located {
  container: Container
  at: Pointer
}

function located(containers: Container[] | undefined, path: Pointer): Located[] {
  return (containers ?? []).map((container, i) => ({ container, at: `${path}/${i}` }))
}

function hostPorts({ container, at }: Located): { value: string; at: Pointer }[] {
  return (container.ports ?? []).flatMap(({ hostPort = 0, protocol, hostIP = '' }, i) =>
    hostPort === 0 ? [] : [{ value: `${protocol || 'TCP'}/${hostIP}/${hostPort}`, at: `${at}/ports/${i}/hostPort` }],
  )
}

function commonFaults(spec: PodSpec, container: Container, at: Pointer): Violation[] {
  const portNames = (container.ports ?? []).flatMap(({ name = '' }, i) =>
    name === '' ? [] : [{ value: name, at: `${at}/ports/${i}/name` }],
  )
  return [
    ...repeated(portNames),
    ...envFaults(container, at),
    ...mountFaults(container, knownVolumes(spec), at),
    ...resourceFaults(container, at),
    ...securityFaults(container, at),
    ...resizeFaults(container, at),
  ]
}

function resizeFaults(container: Container, at: Pointer): Violation[] {
  return repeated(
    mapsAt(container, 'resizePolicy', at).map(one => ({ value: String(one.item['resourceName'] ?? ''), at: one.at })),
  )
}

function regularFaults(spec: PodSpec, container: Container, at: Pointer): Violation[] {
  const message = 'only init containers have a restart policy of their own'
  const restart = container['restartPolicy'] === undefined ? [] : [{ path: `${at}/restartPolicy`, message }]
  return [...restart, ...probeFaults(container, at), ...lifecycleFaults(spec, container, at)]
}

const longRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** An init container that restarts always is a sidecar; any other one runs to its end and cannot be probed. */
function initFaults(spec: PodSpec, container: Container, at: Pointer): Violation[] {
  const policy = container['restartPolicy']
  const found: Violation[] = []
  if (mapsAt(container, 'resizePolicy', at).length > 0) {
    found.push({ path: `${at}/resizePolicy`, message: 'init containers cannot be resized' })
  }
  if (policy === 'Always') return [...found, ...probeFaults(container, at), ...lifecycleFaults(spec, container, at)]
  if (policy !== undefined)
    found.push({ path: `${at}/restartPolicy`, message: 'Always is the only restart policy possible' })
  for (const name of longRunning) {
    if (container[name] === undefined) continue
    found.push({ path: `${at}/${name}`, message: 'init containers have it only with restartPolicy: Always' })
  }
  return found
}
