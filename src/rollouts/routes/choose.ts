import type { Json } from '../../values/json.ts'
import type { IstioVirtualServiceRef } from '../rollout.ts'
import { type HttpRoute, httpRoutes, type L4Route, l4Routes, type Protocol, type WeightedDestination } from './mesh.ts'

/** Indexes of the routes whose weights a Rollout sets, or why it cannot tell. */
export type Chosen = { indexes: number[] } | { error: string }

/**
 * http routes by name. Without names the only route is meant, or the first one that has no name
 * (Argo Rollouts 1.10, istio.go getHttpRouteIndexesToPatch).
 */
export function chooseHttp(names: readonly string[], routes: readonly HttpRoute[]): Chosen {
  if (names.length === 0) {
    if (routes.length === 1) return { indexes: [0] }
    const unnamed = routes.findIndex(route => (route.name ?? '') === '')
    return { indexes: unnamed < 0 ? [] : [unnamed] }
  }
  const indexes: number[] = []
  for (const name of names) {
    const index = routes.findIndex(route => (route.name ?? '') === name)
    if (index < 0) return { error: `has no http route named ${JSON.stringify(name)}` }
    indexes.push(index)
  }
  return { indexes }
}

/**
 * tls and tcp routes by the port and SNI hosts of their match; a route that matches several ports is never found. Without a
 * list the first route is meant, even when there is none.
 */
function chooseL4(wanted: readonly Wanted[], routes: readonly L4Route[], protocol: 'tls' | 'tcp'): Chosen {
  if (wanted.length === 0) return { indexes: [0] }
  const indexes: number[] = []
  for (const want of wanted) {
    const found = routes.flatMap((route, index) => (matches(route, want, protocol) ? [index] : []))
    if (found.length === 0) return { error: `has no ${protocol} route for ${describe(want, protocol)}` }
    indexes.push(...found)
  }
  return { indexes }
}

type Wanted = { port?: number; sniHosts?: string[] }

/** What a Rollout lists for a protocol. */
export function listed(reference: IstioVirtualServiceRef, protocol: Protocol): readonly (string | Wanted)[] {
  if (protocol === 'http') return reference.routes ?? []
  return (protocol === 'tls' ? reference.tlsRoutes : reference.tcpRoutes) ?? []
}

/** The routes of a protocol as the controller reads them; undefined when a field has a type it cannot read. */
export function readRoutes(raw: Json[], protocol: Protocol): { route?: WeightedDestination[] }[] | undefined {
  return protocol === 'http' ? httpRoutes(raw) : l4Routes(raw, protocol)
}

export function choose(reference: IstioVirtualServiceRef, protocol: Protocol, routes: readonly object[]): Chosen {
  if (protocol === 'http') return chooseHttp(reference.routes ?? [], routes)
  return chooseL4((protocol === 'tls' ? reference.tlsRoutes : reference.tcpRoutes) ?? [], routes, protocol)
}

function matches({ match = [] }: L4Route, { port = 0, sniHosts = [] }: Wanted, protocol: 'tls' | 'tcp'): boolean {
  const ports = new Set(match.map(one => one.port ?? 0))
  if (ports.size > 1) return false
  const [routePort = 0] = ports
  if (routePort !== port) return false
  return protocol === 'tcp' || sameHosts(sniHosts, [...new Set(match.flatMap(one => one.sniHosts ?? []))])
}

/** utils/evaluate Equal: as many, and each of the route's hosts is wanted. */
function sameHosts(wanted: readonly string[], hosts: readonly string[]): boolean {
  return wanted.length === hosts.length && hosts.every(host => wanted.includes(host))
}

function describe({ port = 0, sniHosts = [] }: Wanted, protocol: 'tls' | 'tcp'): string {
  const hosts = protocol === 'tls' ? ` and SNI hosts ${JSON.stringify(sniHosts)}` : ''
  return `port ${port}${hosts}`
}
