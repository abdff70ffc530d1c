import type { Subject } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import { type Pointer, pointer, segments, valueAt } from '../values/pointer.ts'
import { namedLists } from './extras.ts'
import { listAt, mapAt } from './fixes/access.ts'
import { truthy } from './go.ts'

const canary = '/flaggerCanary'
const extras = '/flaggerCanaryExtras'

/**
 * Where in the values each field of the chart's objects comes from, the most telling prefix first. `explain` reads it both
 * ways. Paths of lists are completed by `listRows`.
 */
export const fieldOrigins: Record<string, readonly (readonly [field: Pointer, from: Pointer])[]> = {
  Canary: [
    ['/metadata/labels', `${canary}/labels`],
    ['/metadata/annotations', `${canary}/annotations`],
    ['/metadata/name', '/fullnameOverride'],
    ['/spec/targetRef/name', '/fullnameOverride'],
    ['/spec/autoscalerRef', '/autoscaling'],
    ['/spec/service/port', `${canary}/serviceport`],
    ['/spec/service/targetPort', `${canary}/targetPort`],
    ['/spec/service/portDiscovery', `${canary}/portDiscovery`],
    ['/spec/service/appProtocol', `${canary}/appProtocol`],
    ['/spec/service/gatewayRefs', `${canary}/gatewayRefs`],
    ['/spec/service/gateways', `${canary}/addOtherGateways`],
    ['/spec/service/hosts', `${canary}/addOtherHosts`],
    ['/spec/service/retries', `${canary}/retries`],
    ['/spec/service/match', `${canary}/match`],
    ['/spec/service/rewrite', `${canary}/rewriteUri`],
    ['/spec/service/timeout', `${canary}/timeout`],
    ['/spec/service/headers', `${canary}/headers`],
    ['/spec/service/corsPolicy', `${canary}/corsPolicy`],
    ['/spec/analysis/metrics/0', `${canary}/thresholds/successRate`],
    ['/spec/analysis/metrics/1', `${canary}/thresholds/latency`],
    ['/spec/analysis/webhooks/0/url', `${canary}/loadtest/url`],
    ['/spec/analysis/webhooks/0/metadata/cmd', `${canary}/targetPort`],
    ['/spec/analysis/webhooks', `${canary}/loadtest`],
    ['/spec/analysis', `${canary}/analysis`],
    ['', canary],
  ],
  Gateway: [
    ['/metadata/labels', `${canary}/createIstioGateway/labels`],
    ['/metadata/annotations', `${canary}/createIstioGateway/annotations`],
    ['/spec/servers/0/hosts', `${canary}/createIstioGateway/host`],
    ['/spec/servers/1/hosts', `${canary}/createIstioGateway/host`],
    ['/spec/servers/1/tls/credentialName', `${canary}/createIstioGateway/tls/secretName`],
    ['/spec/servers/1', `${canary}/createIstioGateway/tls`],
    ['/spec/servers', `${extras}/gateway/servers`],
    ['/spec/selector', `${extras}/gateway/selector`],
    ['', `${canary}/createIstioGateway`],
  ],
  HorizontalPodAutoscaler: [
    ['/metadata/name', '/autoscaling/name'],
    ['/metadata/labels', '/autoscaling/labels'],
    ['/metadata/annotations', '/autoscaling/annotations'],
    ['/spec/minReplicas', '/autoscaling/MinReplicas'],
    ['/spec/maxReplicas', '/autoscaling/MaxReplicas'],
    ['/spec/behavior', '/autoscaling/behavior'],
    ['', '/autoscaling'],
  ],
  ScaledObject: [
    ['/metadata/name', '/kedaAutoscaling/name'],
    ['/metadata/labels', '/kedaAutoscaling/labels'],
    ['/metadata/annotations', '/kedaAutoscaling/annotations'],
    ['/spec', '/kedaAutoscaling'],
    ['', '/kedaAutoscaling'],
  ],
  TriggerAuthentication: [['', '/kedaAutoscaling/triggerAuthentication']],
  Deployment: [
    ['/metadata/name', '/fullnameOverride'],
    ['/spec/replicas', '/replicaCount'],
    ['/spec/selector/matchLabels', '/customMatchLabels'],
    ['/spec/template/metadata/labels', '/customPodLabels'],
    ['/spec/template/spec/containers/0/ports', '/ContainerPort'],
    ['/spec/template/spec/containers', '/containers'],
    ['', canary],
  ],
}

/** Turns a subject in a chart object into the value that it comes from. */
export type Trace = (subject: Subject) => Subject

export function traceInto(values: JsonMap, namedItems: ReadonlyMap<Pointer, Pointer>): Trace {
  return subject => {
    if (subject.object === null) return subject
    const path = originOf(values, namedItems, subject.object.kind, subject.path)
    return { ...subject, object: null, path }
  }
}

function originOf(values: JsonMap, namedItems: ReadonlyMap<Pointer, Pointer>, kind: string, path: Pointer): Pointer {
  const own = kind === 'Canary' ? fromExtras(values, namedItems, path) : null
  if (own !== null) return own
  const [field, from] = fieldOrigins[kind]?.find(([prefix]) => isWithin(path, prefix)) ?? ['', canary]
  const rest = path.slice(field.length)
  if (from === `${canary}/addOtherGateways` || from === `${canary}/addOtherHosts`)
    return ownThenOthers(values, from, rest)
  const target = from + rest
  return valueAt(values, target) === undefined ? from : target
}

/** What the extras say of a field of the Canary's spec. */
function fromExtras(values: JsonMap, namedItems: ReadonlyMap<Pointer, Pointer>, path: Pointer): Pointer | null {
  for (const [item, from] of namedItems) if (isWithin(path, item)) return from + path.slice(item.length)
  const [top, block, list, index] = segments(path)
  if (top !== 'spec') return null
  // An item that came from the extras was found above; the others are the chart's, whatever the extras hold at that index.
  if (block === 'analysis' && list !== undefined && namedLists.includes(list) && index !== undefined) return null
  const target = extras + path.slice('/spec'.length)
  return valueAt(values, target) === undefined ? null : target
}

/** The chart puts the gateway it creates, and its host, before the others. */
function ownThenOthers(values: JsonMap, from: Pointer, rest: Pointer): Pointer {
  const [index, ...deeper] = segments(rest)
  if (index === undefined) return from
  const gateway = mapAt(values, 'flaggerCanary', 'createIstioGateway')
  const own = truthy(gateway['enabled'])
    ? from.endsWith('Hosts')
      ? Math.max(1, listAt(gateway, 'host').length)
      : 1
    : 0
  if (Number(index) >= own) return from + pointer(Number(index) - own, ...deeper)
  return from.endsWith('Hosts') ? `${canary}/createIstioGateway/host` : `${canary}/createIstioGateway`
}

function isWithin(path: Pointer, prefix: Pointer): boolean {
  return path === prefix || path.startsWith(`${prefix}/`) || prefix === ''
}
