import { isMap, type Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { decode, plainJson } from '../decode/decode.ts'
import type { Schema } from '../decode/schema.ts'

/** The parts of VirtualServices that the controller reads (Argo Rollouts 1.10, istio_types.go). */
export interface HttpRoute {
  name?: string
  route?: WeightedDestination[]
  mirror?: Destination
}

export interface L4Route {
  match?: { port?: number; sniHosts?: string[] }[]
  route?: WeightedDestination[]
}

export interface WeightedDestination {
  destination?: Destination
  weight?: number
}

export interface Destination {
  host?: string
  subset?: string
  port?: { number?: number }
}

export type Protocol = 'http' | 'tls' | 'tcp'

const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text }
const textMap: Schema = { type: 'object', additionalProperties: text }
const struct = (properties: { [name: string]: Schema }): Schema => ({ type: 'object', properties })
const list = (items: Schema): Schema => ({ type: 'array', items })
const stringMatch = struct({ exact: text, prefix: text, regex: text })
const destination = struct({
  host: text,
  subset: text,
  port: struct({ number: { type: 'integer', format: 'uint32' } }),
})
const route = list(struct({ destination, weight: { type: 'integer', format: 'int64' } }))
const l4Match = {
  destinationSubnets: texts,
  port: { type: 'integer', format: 'int64' },
  sourceLabels: textMap,
  gateways: texts,
  sourceNamespace: text,
}

const shapes: Record<Protocol, Schema> = {
  http: list(
    struct({
      name: text,
      match: list(
        struct({
          method: stringMatch,
          uri: stringMatch,
          headers: { type: 'object', additionalProperties: stringMatch },
        }),
      ),
      route,
      mirror: destination,
      mirrorPercentage: struct({ value: { type: 'number' } }),
    }),
  ),
  tls: list(struct({ match: list(struct({ sniHosts: texts, ...l4Match })), route })),
  tcp: list(struct({ match: list(struct(l4Match)), route })),
}

/** The routes of one protocol as they stand in the object; undefined when there is no such list. */
export function rawRoutes(virtualService: Manifest, protocol: Protocol): Json[] | undefined {
  const spec = virtualService['spec']
  const routes = isMap(spec) ? spec[protocol] : undefined
  return Array.isArray(routes) ? routes : undefined
}

export function withRoutes(virtualService: Manifest, protocol: Protocol, routes: readonly Json[]): Manifest {
  const spec = virtualService['spec']
  return { ...virtualService, spec: { ...(isMap(spec) ? spec : {}), [protocol]: [...routes] } }
}

/** The routes as the controller reads them; undefined when a field has a type it cannot read. */
export function httpRoutes(raw: Json[]): HttpRoute[] | undefined {
  return readRoutes<HttpRoute[]>(raw, 'http')
}

export function l4Routes(raw: Json[], protocol: 'tls' | 'tcp'): L4Route[] | undefined {
  return readRoutes<L4Route[]>(raw, protocol)
}

function readRoutes<T>(raw: Json[], protocol: Protocol): T | undefined {
  const { value, mismatches } = decode<T>({ schema: shapes[protocol], file: '' }, raw, plainJson)
  return mismatches.length > 0 ? undefined : value
}

/** Hosts are compared by what stands before the first dot, so the namespace in a host never matters. */
export function hostOf({ destination: { host = '' } = {} }: WeightedDestination): string {
  const dot = host.indexOf('.')
  return dot < 0 ? host : host.slice(0, dot)
}

export function routeName(raw: Json): string | undefined {
  const name = isMap(raw) ? raw['name'] : undefined
  return typeof name === 'string' ? name : undefined
}

export function destinationsOf(raw: Json): Json[] | undefined {
  const destinations = isMap(raw) ? raw['route'] : undefined
  return Array.isArray(destinations) ? destinations : undefined
}
