import { type JsonMap, sameData } from '../values/json.ts'
import { type Service, type ServicePort, services } from './kinds.ts'
import { type Labels, withToolkitDisabled } from './labels.ts'
import { primaryOf } from './names.ts'
import { type Metadata, ownerOf, type Stop, type Tick } from './tick.ts'

// The Kubernetes Services of a workload (Flagger 1.44, pkg/router/kubernetes_default.go). A target that is a Service has its
// own: service-target.ts.

/** The canary and the primary Service, before anything else. */
export function reconcileCanaryAndPrimary(tick: Tick): Stop {
  const { names, metadata, selector } = tick
  reconcileService(tick, names.canary, selector.value, metadata.canary)
  reconcileService(tick, names.primary, primaryOf(selector.value), metadata.primary)
  return null
}

/** The apex Service, once the primary is there to take its traffic. */
export function reconcileApex(tick: Tick): Stop {
  reconcileService(tick, tick.names.apex, primaryOf(tick.selector.value), tick.metadata.apex)
  return null
}

function reconcileService(tick: Tick, name: string, podSelector: string, asked: Metadata | null): void {
  const { canary, world, selector } = tick
  const metadata = asked ?? { labels: {}, annotations: {} }
  // The controller writes into the Canary in memory: routes that take over the apex metadata later get this label, too.
  metadata.labels[selector.label] = name
  const existing = world.get(services, name)
  if (existing) {
    updateService(tick, existing, podSelector, metadata)
    return
  }
  metadata.annotations = withToolkitDisabled(metadata.annotations)
  world.put(services, {
    apiVersion: services.apiVersion,
    kind: services.kind,
    metadata: {
      name,
      namespace: canary.namespace,
      labels: { ...metadata.labels },
      annotations: { ...metadata.annotations },
      ownerReferences: [ownerOf(canary)],
    },
    spec: newSpec(tick, podSelector),
  })
}

function newSpec(tick: Tick, podSelector: string): NonNullable<Service['spec']> {
  const { headless, trafficDistribution } = tick.service
  return {
    type: 'ClusterIP',
    ...(headless && { clusterIP: 'None' }),
    ...(trafficDistribution && { trafficDistribution }),
    selector: { [tick.selector.label]: podSelector },
    ports: servicePorts(tick),
  }
}

function servicePorts(tick: Tick): ServicePort[] {
  const { port = 0, portName, targetPort = port, appProtocol } = tick.service
  const first: ServicePort = {
    name: portName || 'http',
    protocol: 'TCP',
    port,
    targetPort: targetPort === '0' ? port : targetPort,
    ...(appProtocol && { appProtocol }),
  }
  const found = tick.ports.map(([name, number]) => ({ name, protocol: 'TCP', port: number, targetPort: number }))
  return [first, ...found]
}

/** Of a Service that exists, only ports and selector are Flagger's, and the metadata if this Canary owns it. */
function updateService(tick: Tick, existing: Service, podSelector: string, metadata: Metadata): void {
  const ports = withNodePorts(servicePorts(tick), existing)
  const selector = { [tick.selector.label]: podSelector }
  const spec = existing.spec ?? {}
  const samePorts = sameData(dataOfPorts(ports), dataOfPorts(spec.ports ?? []))
  const sameSpec = samePorts && sameData(selector, spec.selector)
  const own = isOwnedBy(existing, tick.canary.name) ? ownMetadata(tick, existing, metadata) : null
  const sameMetadata =
    !own ||
    (sameData(own.labels, existing.metadata.labels) && sameData(own.annotations, existing.metadata.annotations ?? {}))
  if (sameSpec && sameMetadata) return
  tick.world.put(services, {
    ...existing,
    metadata: {
      ...existing.metadata,
      ...own,
      annotations: withToolkitDisabled(own?.annotations ?? existing.metadata.annotations),
    },
    spec: sameSpec ? spec : { ...spec, ports, selector },
  })
}

/** Ports keep the node ports they have: the first of each name gets that of the existing port of this name. */
function withNodePorts(ports: ServicePort[], existing: Service): ServicePort[] {
  const out = [...ports]
  for (const { name, nodePort } of existing.spec?.ports ?? []) {
    const index = out.findIndex(port => (port.name ?? '') === (name ?? ''))
    const port = out[index]
    if (port && nodePort && nodePort > 0) out[index] = { ...port, nodePort }
  }
  return out
}

/** What the metadata is to be; keys that somebody else manages stay as they are on the object. */
function ownMetadata(tick: Tick, existing: Service, metadata: Metadata): Metadata {
  const unmanaged = tick.service.unmanagedMetadata
  metadata.annotations = withToolkitDisabled(metadata.annotations)
  Object.assign(metadata.annotations, pick(existing.metadata.annotations, unmanaged?.annotations))
  Object.assign(metadata.labels, pick(existing.metadata.labels, unmanaged?.labels))
  return { labels: { ...metadata.labels }, annotations: { ...metadata.annotations } }
}

function pick(labels: Labels | undefined, keys: string[] | undefined): Labels {
  const out: Labels = {}
  for (const key of keys ?? []) {
    const value = labels?.[key]
    if (value !== undefined) out[key] = value
  }
  return out
}

/** Whether the Canary of this name is the object's controller. */
export function isOwnedBy(object: Service, canary: string): boolean {
  const controller = object.metadata.ownerReferences?.find(owner => owner.controller)
  return controller?.kind === 'Canary' && controller.name === canary
}

/** Ports are compared by their numbers, in any order. */
function dataOfPorts(ports: ServicePort[]): JsonMap[] {
  const sorted = [...ports].sort((a, b) => (a.port ?? 0) - (b.port ?? 0))
  return sorted.map(({ port, targetPort, ...rest }) => ({
    ...rest,
    ...(port && { port }),
    ...(targetPort !== undefined && targetPort !== 0 && { targetPort }),
  }))
}
