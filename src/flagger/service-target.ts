import type { Manifest } from '../values/manifest.ts'
import { type Service, services } from './kinds.ts'
import { includedByPrefix } from './labels.ts'
import { needed } from './problems.ts'
import { field, ownerOf, type Stop, type Tick } from './tick.ts'

// A Service as target: whoever is behind it is not Flagger's business (Flagger 1.44, pkg/canary/service_controller.go).

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** The canary's Service follows the target at every run; the primary's stays until a promotion. */
export function createServiceCopies(tick: Tick): Stop {
  const { world, names } = tick
  const target = world.get(services, names.target)
  if (!target) {
    return needed(tick, services, names.target, field(tick, '/spec/targetRef'), 'its copies are not shown')
  }
  const current = world.get(services, names.targetCanary)
  world.put(services, copyOf(tick, target, names.targetCanary, current))
  if (!world.get(services, names.targetPrimary)) {
    world.put(services, copyOf(tick, target, names.targetPrimary, null))
  }
  return null
}

/** Everything but the name is copied, even node ports; an address is the copy's own. */
function copyOf(tick: Tick, target: Service, name: string, current: Manifest | null): Service {
  const { resourceVersion: _, uid: __, ...metadata } = target.metadata
  const { [lastApplied]: ___, ...annotations } = target.metadata.annotations ?? {}
  const { clusterIP: ____, ...withoutAddress } = target.spec ?? {}
  const { trafficDistribution } = tick.service
  const spec = target.spec?.type === 'ClusterIP' ? { ...withoutAddress, ...addressOf(current) } : target.spec
  return {
    ...target,
    metadata: {
      ...metadata,
      name,
      namespace: tick.canary.namespace,
      ...(target.metadata.annotations && { annotations }),
      ownerReferences: [ownerOf(tick.canary)],
    },
    spec: { ...spec, ...(trafficDistribution && { trafficDistribution }) },
  }
}

function addressOf(current: Service | null): { clusterIP?: string } {
  const clusterIP = current?.spec?.clusterIP
  return clusterIP ? { clusterIP } : {}
}

/** The primary's Service becomes what the target is, but for its address; only included labels and annotations stay. */
export function promoteService(tick: Tick): Stop {
  const { world, names, settings } = tick
  const target = world.get(services, names.target)
  const primary = world.get(services, names.targetPrimary)
  if (!target || !primary) return null
  const { clusterIP: _, ...withoutAddress } = target.spec ?? {}
  const { labels, annotations, ownerReferences: owners } = target.metadata
  world.put(services, {
    ...target,
    metadata: {
      name: names.targetPrimary,
      namespace: tick.canary.namespace,
      labels: includedByPrefix(labels, settings),
      annotations: includedByPrefix(annotations, settings),
      ...(owners && { ownerReferences: owners }),
    },
    spec: target.spec?.type === 'ClusterIP' ? { ...withoutAddress, ...addressOf(primary) } : (target.spec ?? {}),
  })
  return null
}
