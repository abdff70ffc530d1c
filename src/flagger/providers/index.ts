import { apisix } from './apisix.ts'
import { appmesh } from './appmesh.ts'
import { appmeshV1beta2 } from './appmesh-v1beta2.ts'
import { contour } from './contour.ts'
import { gatewayApiV1 } from './gateway-api-v1.ts'
import { gatewayApiV1beta1 } from './gateway-api-v1beta1.ts'
import { gloo } from './gloo.ts'
import { istio } from './istio.ts'
import { knative } from './knative.ts'
import { kubernetes } from './kubernetes.ts'
import { kuma } from './kuma.ts'
import { nginx } from './nginx.ts'
import type { Router } from './router.ts'
import { skipper } from './skipper.ts'
import { smi } from './smi.ts'
import { traefik } from './traefik.ts'

interface Provider {
  /** The provider's name; with `prefix` what it begins with. */
  name: string
  match: 'exact' | 'prefix'
  /** `mesh` is what comes after `smi:v1alpha1:`; the whole name when nothing does. */
  router: Router | ((mesh: string) => Router)
}

/** Which router a provider gets: the first row that fits (Flagger 1.44, MeshRouter of pkg/router/factory.go). */
const providers: Provider[] = [
  { name: 'appmesh:v1beta2', match: 'prefix', router: appmeshV1beta2 },
  { name: 'appmesh', match: 'exact', router: appmesh },
  { name: 'linkerd', match: 'exact', router: smi('v1alpha1', 'linkerd') },
  { name: 'istio', match: 'exact', router: istio },
  { name: 'smi:v1alpha1', match: 'prefix', router: mesh => smi('v1alpha1', mesh) },
  { name: 'smi:v1alpha2', match: 'prefix', router: mesh => smi('v1alpha2', mesh) },
  { name: 'smi:v1alpha3', match: 'prefix', router: mesh => smi('v1alpha3', mesh) },
  { name: 'contour', match: 'exact', router: contour },
  { name: 'knative', match: 'exact', router: knative },
  { name: 'gloo', match: 'prefix', router: gloo },
  { name: 'nginx', match: 'exact', router: nginx },
  { name: 'skipper', match: 'exact', router: skipper },
  { name: 'traefik', match: 'exact', router: traefik },
  { name: 'apisix', match: 'exact', router: apisix },
  { name: 'osm', match: 'exact', router: smi('v1alpha2', 'osm') },
  { name: 'kuma', match: 'exact', router: kuma },
  { name: 'gatewayapi:v1beta1', match: 'prefix', router: gatewayApiV1beta1 },
  { name: 'gatewayapi:v1', match: 'prefix', router: gatewayApiV1 },
  { name: 'kubernetes', match: 'exact', router: kubernetes },
]

export const providerNames: readonly string[] = providers.map(({ name }) => name)

/** Unknown providers get Istio, which Flagger only mentions in its log; `known` tells. */
export function routerOf(provider: string): { router: Router; known: boolean } {
  const row = providers.find(({ name, match }) => (match === 'exact' ? provider === name : provider.startsWith(name)))
  if (!row) return { router: istio, known: false }
  const own = `${row.name}:`
  const mesh = provider.startsWith(own) ? provider.slice(own.length) : provider
  return { router: typeof row.router === 'function' ? row.router(mesh) : row.router, known: true }
}
