import { parseDuration } from '../go/duration.ts'
import type { Labels } from '../labels.ts'
import type { Tick } from '../tick.ts'

// What both versions of App Mesh's API get from a Canary (Flagger 1.44, pkg/router/appmesh{,_v1beta2}.go).

export function protocolOf({ service }: Tick): 'grpc' | 'http' {
  return service.portName?.includes('grpc') ? 'grpc' : 'http'
}

export function accessLog({ canary }: Tick) {
  const enabled = canary.annotations['appmesh.flagger.app/accesslog'] === 'enabled'
  return enabled ? { logging: { accessLog: { file: { path: '/dev/stdout' } } } } : {}
}

/** The gateway of App Mesh is told by annotations; nothing without hosts. */
export function gatewayAnnotations({ service }: Tick): { annotations?: Labels } {
  const { hosts = [], timeout, retries } = service
  const domain = hosts.map(host => `${host},`).join('')
  if (domain === '') return {}
  const prefix = 'gateway.appmesh.k8s.aws'
  return {
    annotations: {
      [`${prefix}/expose`]: 'true',
      [`${prefix}/domain`]: domain,
      ...(timeout && { [`${prefix}/timeout`]: timeout }),
      ...(retries?.attempts && retries.attempts > 0 && { [`${prefix}/retries`]: String(retries.attempts) }),
    },
  }
}

/** The headers of all conditions of an A/B test, put together; null when it is none. */
export function headersOf({ canary }: Tick): { name: string; match: object }[] | null {
  const { match = [] } = canary.spec.analysis
  if (match.length === 0) return null
  return match.flatMap(({ headers = {} }) =>
    Object.entries(headers).map(([name, { exact, prefix, regex, suffix }]) => ({
      name,
      match: { ...(exact && { exact }), ...(prefix && { prefix }), ...(regex && { regex }), ...(suffix && { suffix }) },
    })),
  )
}

export function routeNames({ names }: Tick): { test: string; fallback: string } {
  return { test: `${names.apex}-a`, fallback: `${names.apex}-b` }
}

/** One retry after 250 ms on gateway errors, unless the Canary says otherwise. */
export function retriesOf({ service }: Tick): { timeout: number; attempts: number; events: string[] } | null {
  if (!service.retries) return null
  const { attempts = 0, perTryTimeout = '', retryOn } = service.retries
  return {
    timeout: milliseconds(perTryTimeout) ?? 250,
    attempts: attempts > 0 ? attempts : 1,
    events: retryOn ? retryOn.split(',') : ['gateway-error'],
  }
}

export function milliseconds(duration: string): number | null {
  const nanos = parseDuration(duration)
  return nanos === null ? null : Math.trunc(nanos / 1e6)
}
