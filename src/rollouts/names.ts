import type { CanaryStrategy, IstioRouting, IstioVirtualServiceRef, Rollout } from './rollout.ts'

/** The label by which the controller tells pods of one revision from another. */
export const podHashLabel = 'rollouts-pod-template-hash'
/** The annotation of objects that a Rollout changes without owning them. */
export const managedByAnnotation = 'argo-rollouts.argoproj.io/managed-by-rollouts'

export const rolloutsGroup = 'argoproj.io'
export const istioGroup = 'networking.istio.io'

export interface CanaryServices {
  stable: string
  canary: string
}

/**
 * The Services between which traffic is split. Ping and pong are used when neither of the others is set; which of the two is
 * stable alternates, and a Rollout without status starts with pong (Argo Rollouts 1.10, trafficrouting/service_helper.go).
 */
export function servicesOf(rollout: Rollout): CanaryServices {
  const canary: CanaryStrategy = rollout.spec.strategy?.canary ?? {}
  const stable = canary.stableService ?? ''
  const fresh = canary.canaryService ?? ''
  if (!canary.pingPong || stable !== '' || fresh !== '') return { stable, canary: fresh }
  const { pingService: ping = '', pongService: pong = '' } = canary.pingPong
  return stablePingPong(rollout) === 'ping' ? { stable: ping, canary: pong } : { stable: pong, canary: ping }
}

function stablePingPong({ status }: Rollout): unknown {
  const canary = status?.['canary']
  return typeof canary === 'object' && canary !== null && !Array.isArray(canary) ? canary['stablePingPong'] : undefined
}

/** `name` or `name.namespace`; the last segment is the namespace, because names may hold dots (utils/istio, since 1.10). */
export function splitVirtualServiceName(reference: string): { name: string; namespace: string } {
  const short = reference.endsWith('.cluster.local') ? reference.slice(0, -'.cluster.local'.length) : reference
  const dot = short.lastIndexOf('.')
  return dot < 0 ? { name: short, namespace: '' } : { name: short.slice(0, dot), namespace: short.slice(dot + 1) }
}

/** The VirtualServices a Rollout routes through, with the path of each reference below `trafficRouting/istio`. */
export function virtualServicesOf(istio: IstioRouting): { reference: IstioVirtualServiceRef; path: string }[] {
  if (istio.virtualServices) {
    return istio.virtualServices.map((reference, i) => ({ reference, path: `virtualServices/${i}` }))
  }
  return istio.virtualService ? [{ reference: istio.virtualService, path: 'virtualService' }] : []
}
