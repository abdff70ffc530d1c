import type { Release } from '../../flagger/release.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import { listAt, mapAt, specOf } from '../fixes/access.ts'

/** `ContainerPort`: the chart's Deployment has these ports, by which the Canary names its target. Null when they are not known. */
export function portsOf(spec: JsonMap, { cluster, namespace }: Release, home: string): Json[] | null {
  const { kind, name } = mapAt(spec, 'targetRef')
  const workload = cluster.objects.find(
    object =>
      object.kind === kind && object.metadata.name === name && (object.metadata.namespace ?? namespace) === home,
  )
  if (!workload) return null
  const [container] = listAt(mapAt(specOf(workload), 'template', 'spec'), 'containers')
  const ports = (isMap(container) ? listAt(container, 'ports') : []).filter(isMap)
  return ports.length === 0 ? null : ports.map((port, i) => portOf(port, i, mapAt(spec, 'service')))
}

/** The Service listens on the port of the Canary where that is the target, else on the container's own. */
function portOf(port: JsonMap, index: number, service: JsonMap): JsonMap {
  const { name = index === 0 ? 'app' : `app${index}`, containerPort = null } = port
  const target = getKey(service, 'targetPort') ?? getKey(service, 'port') ?? null
  const isTarget = target === name || target === containerPort
  return {
    name,
    port: containerPort,
    servicePort: isTarget ? (getKey(service, 'port') ?? containerPort) : containerPort,
  }
}
