/**
 * The fields of a Canary that each router of Flagger 1.44 writes into its routes. `resets`: when one of them changes, the router
 * finds that the spec or the metadata of the route differs and writes it anew as it is at first, with all requests to the primary
 * (pkg/router, Reconcile of each file). `applies`: it is written, but the weights stay. What is in neither is not read with this
 * provider, or ends up in Services alone. A test holds the table to the routers.
 */
interface Routes {
  /** What the provider's name begins with. */
  provider: string
  file: string
  resets: ReadonlySet<string>
  applies: ReadonlySet<string>
}

const service = (fields: string) => fields.split(' ').map(field => `spec.service.${field}`)
const affinity = 'spec.analysis.match'

/** The first row that fits counts. */
const routes: readonly Routes[] = [
  row('appmesh:v1beta2', 'appmesh_v1beta2.go', '', 'timeout retries match headers backends hosts port'),
  row('appmesh', 'appmesh.go', '', 'timeout retries match headers backends hosts port meshName'),
  row('contour', 'contour.go', 'port timeout retries match apex', '', affinity),
  row('gloo', 'gloo.go', 'port apex', '', affinity),
  row('traefik', 'traefik.go', 'port apex', ''),
  row('kuma', 'kuma.go', 'port apex', ''),
  row('linkerd', 'smi.go', 'hosts', ''),
  row('smi:v1alpha1', 'smi.go', 'hosts', ''),
  row('smi:v1alpha2', 'smi_v1alpha2.go', 'hosts', ''),
  row('smi:v1alpha3', 'smi_v1alpha3.go', 'hosts', ''),
  row('osm', 'smi_v1alpha2.go', 'hosts', ''),
  row(
    'gatewayapi:v1beta1',
    'gateway_api_v1beta1.go',
    'port headers hosts gatewayRefs match rewrite mirror apex',
    '',
    affinity,
  ),
  row(
    'gatewayapi:v1',
    'gateway_api.go',
    'port timeout backendTimeout headers corsPolicy hosts gatewayRefs match rewrite mirror apex',
    '',
    affinity,
  ),
  row('nginx', 'ingress.go', '', 'port'),
  row('skipper', 'skipper.go', '', ''),
  row('apisix', 'apisix.go', '', 'port'),
  row('kubernetes', 'kubernetes_default.go', '', ''),
  row('knative', 'knative.go', '', ''),
]

/** Also of provider names that Flagger does not know. */
const istio = row(
  'istio',
  'istio.go',
  'portDiscovery timeout retries headers corsPolicy hosts gateways delegation match rewrite apex',
  'trafficPolicy port',
  affinity,
)

function row(provider: string, file: string, resets: string, applies: string, ...analysis: string[]): Routes {
  const fields = (names: string) => (names === '' ? [] : service(names))
  return {
    provider,
    file: `Flagger 1.44, pkg/router/${file} (Reconcile)`,
    resets: new Set([...fields(resets), ...analysis]),
    applies: new Set(fields(applies)),
  }
}

/** Istio, and so a provider that Flagger does not know, and the Gateway API keep visitors where they are by cookies. */
export function hasCookies(provider: string): boolean {
  return routesOf(provider) === istio || provider.startsWith('gatewayapi:')
}

function routesOf(provider: string): Routes {
  return routes.find(each => provider.startsWith(each.provider)) ?? istio
}

export type Effect = 'resets' | 'applies' | 'unread'

/** What a change of a field of the Canary does to the routes of a provider. */
export function effectOnRoutes(provider: string, field: string): { effect: Effect; source: string } {
  const { resets, applies, file } = routesOf(provider)
  const among = (fields: ReadonlySet<string>) => {
    for (const each of fields) if (field === each || field.startsWith(`${each}.`)) return true
    return false
  }
  return { effect: among(resets) ? 'resets' : among(applies) ? 'applies' : 'unread', source: file }
}
