import type { Manifest } from '../../values/manifest.ts'
import { quote } from '../../values/quote.ts'
import { managedByAnnotation, splitVirtualServiceName, virtualServicesOf } from '../names.ts'
import { identify } from '../problem.ts'
import type { Rollout } from '../rollout.ts'
import { routeFaults } from '../routes/check.ts'
import { rawRoutes } from '../routes/mesh.ts'
import type { Fault } from './fault.ts'

/** A VirtualService and the name of the Rollout that the linter checks it for. */
export interface UsedVirtualService {
  manifest: Manifest
  rollout: string
}

/**
 * Which Rollout uses a VirtualService, by name alone. The linter stops looking at the first Rollout without Istio
 * (Argo Rollouts 1.10, cmd/lint setVirtualServiceManagedAnnotation).
 */
export function virtualServiceUses(manifests: readonly Manifest[], rollouts: readonly Rollout[]): UsedVirtualService[] {
  const others = rollouts.findIndex(({ spec }) => !spec.strategy?.canary?.trafficRouting?.istio)
  const routed = others < 0 ? rollouts : rollouts.slice(0, others)
  return manifests.map(manifest => {
    const { name } = identify(manifest)
    const user = routed.findLast(({ spec }) =>
      namesOf(spec.strategy?.canary?.trafficRouting?.istio ?? {}).includes(name),
    )
    const annotated = manifest.metadata?.annotations?.[managedByAnnotation]
    return { manifest, rollout: user?.metadata.name ?? (typeof annotated === 'string' ? annotated : '') }
  })
}

function namesOf({ virtualService, virtualServices = [] }: Parameters<typeof virtualServicesOf>[0]): string[] {
  return [...(virtualService ? [virtualService] : []), ...virtualServices].map(({ name = '' }) => name)
}

const at = '/spec/strategy/canary/trafficRouting/istio'

/** pkg/apis/rollouts/validation ValidateVirtualService. */
export function virtualServiceFaults(rollout: Rollout, manifest: Manifest): Fault[] {
  const istio = rollout.spec.strategy?.canary?.trafficRouting?.istio
  const { name } = identify(manifest)
  if (!istio) {
    const message = `VirtualService ${quote(name)} says that this Rollout manages it, but the Rollout does not route with Istio`
    return [{ code: 'RO042', path: at, message }]
  }
  if (!istio.virtualService && !istio.virtualServices) {
    return [{ code: 'RO041', path: at, message: 'the Rollout names no VirtualService, and the linter crashes' }]
  }
  const used = virtualServicesOf(istio).find(
    ({ reference }) => splitVirtualServiceName(reference.name ?? '').name === name,
  )
  if (!used) return []
  const path = `${at}/${used.path}/name`
  if (!(['http', 'tls', 'tcp'] as const).some(protocol => rawRoutes(manifest, protocol))) {
    return [{ code: 'RO041', path, message: `VirtualService ${quote(name)} has no http, tls or tcp routes` }]
  }
  return routeFaults(rollout, used.reference, manifest).map(({ protocol, index, message }) => ({
    code: 'RO041',
    path,
    message: `VirtualService ${quote(name)} ${message}`,
    related: [
      {
        object: identify(manifest),
        path: index === undefined ? `/spec/${protocol}` : `/spec/${protocol}/${index}`,
        message: index === undefined ? 'its routes' : 'the route',
      },
    ],
  }))
}
