import { isMap, type JsonMap } from '../../../values/json.ts'
import { groupOf, type Manifest } from '../../../values/manifest.ts'
import { specOf } from '../../data.ts'
import { isAnalysisTemplate } from '../../kinds.ts'
import { istioGroup, servicesOf, splitVirtualServiceName, virtualServicesOf } from '../../names.ts'
import { identify } from '../../problem.ts'
import { readAnalysisTemplate } from '../../read.ts'
import type { CanaryStrategy, IstioRouting, IstioVirtualServiceRef, Rollout } from '../../rollout.ts'
import { chooseHttp } from '../../routes/choose.ts'
import { httpRoutes, rawRoutes } from '../../routes/mesh.ts'
import type { GivenTemplate } from '../../validate/analysis.ts'
import type { ToCanaryOptions } from './options.ts'

/** A Rollout as it is read for conversion, with the objects around it. */
export interface Source {
  rollout: Rollout
  strategy: CanaryStrategy
  istio: IstioRouting
  name: string
  namespace: string
  options: ToCanaryOptions
  objects: readonly Manifest[]
  templates: GivenTemplate[]
  /** The Service that all callers name: the stable one, or the host of the subsets. */
  apex: string
  /** What selects the canary; empty with subsets. */
  canaryService: string
  virtualService: Manifest | null
  /** The http route whose weights are set, and all others that Git holds. */
  route: JsonMap | null
  otherRoutes: JsonMap[]
  /** Of the workload, where Flagger finds it. */
  target: string
}

export function sourceOf(
  rollout: Rollout,
  strategy: CanaryStrategy,
  objects: readonly Manifest[],
  options: ToCanaryOptions,
): Source {
  const { name = '', namespace = '' } = rollout.metadata
  const istio = strategy.trafficRouting?.istio ?? {}
  const { stable, canary } = servicesOf(rollout)
  const [first] = virtualServicesOf(istio)
  const virtualService = first ? find(objects, 'VirtualService', first.reference.name ?? '', namespace) : null
  const destinationRule = find(objects, 'DestinationRule', istio.destinationRule?.name ?? '', namespace)
  const host = specOf(destinationRule)['host']
  const { route, others } = routesOf(first?.reference ?? {}, virtualService)
  return {
    rollout,
    strategy,
    istio,
    name,
    namespace,
    options,
    objects,
    templates: objects.filter(isAnalysisTemplate).map(object => {
      const { value, ref } = readAnalysisTemplate(object)
      return { template: value, ref }
    }),
    apex: (istio.destinationRule && typeof host === 'string' ? shortHost(objects, host) : '') || stable || name,
    canaryService: istio.destinationRule ? '' : canary,
    virtualService,
    route,
    otherRoutes: others,
    target: rollout.spec.workloadRef?.name ?? name,
  }
}

/** The Service of a host, which may be written in full. */
function shortHost(objects: readonly Manifest[], host: string): string {
  const isService = objects.some(({ kind, metadata }) => kind === 'Service' && metadata.name === host)
  return isService ? host : (host.split('.')[0] ?? '')
}

function routesOf(
  reference: IstioVirtualServiceRef,
  virtualService: Manifest | null,
): { route: JsonMap | null; others: JsonMap[] } {
  const raw = (virtualService && rawRoutes(virtualService, 'http')) ?? []
  const chosen = chooseHttp(reference.routes ?? [], httpRoutes(raw) ?? [])
  const index = 'indexes' in chosen ? chosen.indexes[0] : undefined
  const routes = raw.filter(isMap)
  if (index === undefined) return { route: null, others: routes }
  return { route: routes[index] ?? null, others: routes.filter((_, i) => i !== index) }
}

export function find(objects: readonly Manifest[], kind: string, reference: string, home: string): Manifest | null {
  const isMesh = kind === 'VirtualService'
  const { name, namespace } = isMesh ? splitVirtualServiceName(reference) : { name: reference, namespace: '' }
  const found = objects.find(object => {
    const ref = identify(object)
    const mesh = kind === 'VirtualService' || kind === 'DestinationRule'
    return (
      ref.kind === kind &&
      ref.name === name &&
      ref.namespace === (namespace || home) &&
      (!mesh || groupOf(ref.apiVersion) === istioGroup)
    )
  })
  return found ?? null
}
