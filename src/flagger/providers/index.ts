import { istio } from './istio.ts'
import { kubernetes } from './kubernetes.ts'
import type { Router } from './router.ts'

interface Provider {
  /** The provider's name, or how it begins. */
  name: string
  match: 'exact' | 'prefix'
  router: Router
}

/** Which router a provider gets: the first row that fits (Flagger 1.44, MeshRouter of pkg/router/factory.go). */
const providers: Provider[] = [
  { name: 'istio', match: 'exact', router: istio },
  { name: 'kubernetes', match: 'exact', router: kubernetes },
]

/** Unknown providers silently get Istio; `known` tells. */
export function routerOf(provider: string): { router: Router; known: boolean } {
  const row = providers.find(({ name, match }) => (match === 'exact' ? provider === name : provider.startsWith(name)))
  return row ? { router: row.router, known: true } : { router: istio, known: false }
}
