import { isMap } from '../../values/json.ts'
import { groupOf, type Manifest } from '../../values/manifest.ts'
import { escapeSegment } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import { specOf } from '../data.ts'
import { istioGroup, rolloutsGroup, servicesOf, splitVirtualServiceName, virtualServicesOf } from '../names.ts'
import { identify } from '../problem.ts'
import type { Rollout } from '../rollout.ts'
import type { Fault } from './fault.ts'

/** Whether objects that nobody gave are taken to exist. */
export type Refs = 'assume' | 'strict'

/** How a Rollout and the objects around it fit together, beyond what the linter compares. */
export function aroundFaults(rollout: Rollout, objects: readonly Manifest[], refs: Refs): Fault[] {
  const near = objects.filter(object => identify(object).namespace === (rollout.metadata.namespace ?? ''))
  return [
    ...missingFaults(rollout, objects, near, refs),
    ...choiceFaults(rollout),
    ...portFaults(rollout, near),
    ...scalerFaults(rollout, near),
    ...capacityFaults(rollout, near),
    ...objects.filter(isVirtualService).flatMap(metadataFaults),
    ...objects
      .filter(object => isVirtualService(object) && routes(rollout, object))
      .flatMap(object => hostFaults(object, near)),
  ]
}

/** The controller refuses a Rollout whose Services, VirtualServices or workload are missing (rollout/controller.go). */
function missingFaults(rollout: Rollout, objects: readonly Manifest[], near: readonly Manifest[], refs: Refs): Fault[] {
  const { strategy: { canary, blueGreen } = {}, workloadRef } = rollout.spec
  const istio = canary?.trafficRouting?.istio
  const wanted: [string, string, string][] = [
    ['Service', canary?.stableService ?? '', '/spec/strategy/canary/stableService'],
    ['Service', canary?.canaryService ?? '', '/spec/strategy/canary/canaryService'],
    ['Service', canary?.pingPong?.pingService ?? '', '/spec/strategy/canary/pingPong/pingService'],
    ['Service', canary?.pingPong?.pongService ?? '', '/spec/strategy/canary/pingPong/pongService'],
    ['Service', blueGreen?.activeService ?? '', '/spec/strategy/blueGreen/activeService'],
    ['Service', blueGreen?.previewService ?? '', '/spec/strategy/blueGreen/previewService'],
    ['DestinationRule', istio?.destinationRule?.name ?? '', `${istioPath}/destinationRule/name`],
    [workloadRef?.kind ?? '', workloadRef?.name ?? '', '/spec/workloadRef/name'],
  ]
  const found = wanted
    .filter(([kind, name]) => name !== '' && !near.some(object => is(object, kind, name)))
    .map(([kind, name, path]) => missing(kind, name, path, refs))
  const virtualServices = istio ? virtualServicesOf(istio) : []
  const routed = virtualServices.flatMap(({ reference, path }) => {
    const { name, namespace } = splitVirtualServiceName(reference.name ?? '')
    const home = namespace || (rollout.metadata.namespace ?? '')
    const there = objects.some(object => is(object, 'VirtualService', name) && identify(object).namespace === home)
    return there ? [] : [missing('VirtualService', name, `${istioPath}/${path}/name`, refs)]
  })
  return [...found, ...routed]
}

const istioPath = '/spec/strategy/canary/trafficRouting/istio'

export function missing(kind: string, name: string, path: string, refs: Refs): Fault {
  if (refs === 'strict') return { code: 'RO046', path, message: `there is no ${kind} ${quote(name)}` }
  return { code: 'RO045', path, message: `${kind} ${quote(name)} is not among the objects; it is taken to exist` }
}

/** rollout/controller.go refuses both and neither; the linter does not look. */
function choiceFaults({ spec }: Rollout): Fault[] {
  const istio = spec.strategy?.canary?.trafficRouting?.istio
  if (!istio || (istio.virtualService === undefined) !== (istio.virtualServices === undefined)) return []
  const message = istio.virtualService
    ? 'virtualService and virtualServices are both given'
    : 'neither virtualService nor virtualServices is given'
  return [{ code: 'RO044', path: istioPath, message: `${message}, and the controller refuses the Rollout` }]
}

/** A named targetPort finds a container port of that name, or no endpoints at all. */
function portFaults(rollout: Rollout, near: readonly Manifest[]): Fault[] {
  const containers = rollout.spec.template?.spec?.containers
  if (!containers) return []
  const names = new Set(containers.flatMap(({ ports = [] }) => ports.map(({ name = '' }) => name)))
  const { stable, canary } = servicesOf(rollout)
  return near
    .filter(object => is(object, 'Service', stable) || is(object, 'Service', canary))
    .flatMap(service => {
      const ports = specOf(service)['ports']
      return (Array.isArray(ports) ? ports : []).flatMap((port, i): Fault[] => {
        const target = isMap(port) ? port['targetPort'] : undefined
        if (typeof target !== 'string' || names.has(target)) return []
        const message = `no container has a port named ${quote(target)}, so the Service reaches no pod`
        return [
          {
            code: 'RO081',
            object: identify(service),
            path: `/spec/ports/${i}/targetPort`,
            message,
            help: 'Name the container port, or write its number here.',
          },
        ]
      })
    })
}

/** An HPA or ScaledObject and spec.replicas overwrite each other with every sync. */
function scalerFaults(rollout: Rollout, near: readonly Manifest[]): Fault[] {
  if (rollout.spec.replicas === undefined) return []
  return near.flatMap((object): Fault[] => {
    if (object.kind !== 'HorizontalPodAutoscaler' && object.kind !== 'ScaledObject') return []
    const target = specOf(object)['scaleTargetRef']
    if (!isMap(target) || target['kind'] !== 'Rollout' || target['name'] !== rollout.metadata.name) return []
    const message = `${object.kind} ${quote(identify(object).name)} sets the number of pods too`
    return [
      {
        code: 'RO080',
        path: '/spec/replicas',
        message,
        help: 'Leave spec.replicas out.',
        related: [{ object: identify(object), path: '/spec/scaleTargetRef', message: 'the scaler' }],
      },
    ]
  })
}

/** The workload of a workloadRef keeps its own pods unless it is scaled down. */
function capacityFaults({ spec: { workloadRef } }: Rollout, near: readonly Manifest[]): Fault[] {
  if (!workloadRef || !['', 'never'].includes(workloadRef.scaleDown ?? '')) return []
  const workload = near.find(object => is(object, workloadRef.kind ?? '', workloadRef.name ?? ''))
  const replicas = workload && (specOf(workload)['replicas'] ?? 1)
  if (replicas === undefined || replicas === 0 || workload?.kind === 'PodTemplate') return []
  const message = `${workload?.kind} ${quote(workloadRef.name ?? '')} keeps ${replicas} pods of its own beside those of the Rollout`
  return [{ code: 'RO079', path: '/spec/workloadRef', message, help: 'Set its replicas to 0, or scaleDown here.' }]
}

const metadataFields = ['name', 'namespace', 'labels', 'annotations']

/** VirtualServices are not decoded by the linter, so that a misspelt field is lost without a word. */
function metadataFaults(object: Manifest): Fault[] {
  return Object.keys(object.metadata ?? {}).flatMap((key): Fault[] => {
    const meant = metadataFields.find(name => name !== key && name === key.toLowerCase())
    if (!meant) return []
    const message = `${quote(key)} is not a field of metadata, it is written ${meant}`
    return [{ code: 'RO082', object: identify(object), path: `/metadata/${escapeSegment(key)}`, message }]
  })
}

/** Callers inside the mesh need a Service of that name, or the Host header has to come from outside through a gateway. */
function hostFaults(object: Manifest, near: readonly Manifest[]): Fault[] {
  const { hosts, gateways } = specOf(object)
  return (Array.isArray(hosts) ? hosts : []).flatMap((host, i): Fault[] => {
    if (typeof host !== 'string' || host.includes('.') || host === '*') return []
    if (near.some(one => is(one, 'Service', host))) return []
    const outside = Array.isArray(gateways) && !gateways.includes('mesh')
    const message = `no Service is named ${quote(host)}: ${outside ? 'only requests through the gateway with that Host header get here' : 'nothing in the mesh can call it'}`
    return [{ code: 'RO083', object: identify(object), path: `/spec/hosts/${i}`, message }]
  })
}

function routes(rollout: Rollout, object: Manifest): boolean {
  const istio = rollout.spec.strategy?.canary?.trafficRouting?.istio
  const { name } = identify(object)
  return (
    istio !== undefined &&
    virtualServicesOf(istio).some(({ reference }) => splitVirtualServiceName(reference.name ?? '').name === name)
  )
}

function isVirtualService(object: Manifest): boolean {
  return object.kind === 'VirtualService' && groupOf(object.apiVersion) === istioGroup
}

function is(object: Manifest, kind: string, name: string): boolean {
  const ref = identify(object)
  return name !== '' && ref.kind === kind && ref.name === name && groupOf(ref.apiVersion) !== rolloutsGroup
}
