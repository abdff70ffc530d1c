import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted, problem } from '../problems.ts'
import type { Settings } from '../settings.ts'
import { apexMetadata, field, type Tick } from '../tick.ts'
import { does } from '../versions.ts'
import { reconcile, weights } from './reconcile.ts'
import type { Router } from './router.ts'

// Traefik (Flagger 1.44, pkg/router/traefik.go). The canary is only listed while it has a weight.

interface TraefikService extends Manifest {
  spec?: { weighted?: { services?: WeightedService[] } }
}
interface WeightedService {
  name?: string
  namespace?: string
  port?: number
  weight?: number
}

const types = goTypes(
  `
Service name:string! namespace:string! port:int32! weight:uint
ServiceSpec weighted:*WeightedRoundRobin
TraefikService metadata:ObjectMeta! spec:ServiceSpec!
WeightedRoundRobin services:[]Service
`,
  kubernetesTypes,
)
const traefikIo = kind<TraefikService>('traefik.io/v1alpha1', 'TraefikService', types)
const containous = kind<TraefikService>('traefik.containo.us/v1alpha1', 'TraefikService', types)

function traefikServices(settings: Settings): typeof traefikIo {
  return does(settings, 'traefikIo') ? traefikIo : containous
}

export const traefik: Router = {
  writes: ({ names, settings }) => [{ kind: traefikServices(settings), name: names.apex }],
  reconcile(tick) {
    const { apex, primary, canary } = tick.names
    const services = traefikServices(tick.settings)
    const existing = tick.world.get(services, apex)
    if (existing && !existing.spec?.weighted) {
      const message = `TraefikService ${apex} exists without spec.weighted, and Flagger does not expect that`
      return problem('FL028', field(tick, ''), message)
    }
    const both = existing?.spec?.weighted?.services?.length === 2
    // Should something else differ while a rollout runs, both get all of the weight.
    const listed = [weighted(tick, primary, 100), ...(both ? [weighted(tick, canary, 100)] : [])]
    const wanted = { metadata: apexMetadata(tick), spec: { weighted: { services: listed } } }
    reconcile(tick, services, apex, wanted, { ignore: weights })
    return null
  },
  setRoutes(tick, routes) {
    const { apex, primary, canary } = tick.names
    const services = traefikServices(tick.settings)
    const existing = tick.world.get(services, apex)
    if (!existing) return needed(tick, services, apex, field(tick, ''), 'its weights are not shown')
    const listed = [weighted(tick, primary, routes.primary)]
    if (routes.canary > 0) listed.push(weighted(tick, canary, routes.canary))
    tick.world.put(services, { ...existing, spec: { ...existing.spec, weighted: { services: listed } } })
    return null
  },
  getRoutes(tick) {
    const { apex, primary } = tick.names
    const listed = tick.world.get(traefikServices(tick.settings), apex)?.spec?.weighted?.services ?? []
    if (listed.length === 0) return notRouted(tick, 'TraefikService')
    const toPrimary = listed.find(({ name }) => name === primary)
    const weight = toPrimary?.weight ?? 0
    return { primary: weight, canary: toPrimary ? 100 - weight : 0, mirrored: false }
  },
}

function weighted({ canary, service }: Tick, name: string, weight: number): WeightedService {
  return { name, namespace: canary.namespace, port: service.port ?? 0, weight }
}
