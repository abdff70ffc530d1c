import { compare } from '../values/finding.ts'
import type { CanaryService } from './canary.ts'
import type { Container } from './kinds.ts'

/** Proxies of a mesh, whose ports are not the application's. */
const sidecars = new Set(['istio-proxy', 'envoy'])

/**
 * Port discovery (Flagger 1.44, getPorts of pkg/canary/util.go): every container port but the one that the Services have
 * anyway. A port without a name is called after its container and its place there; of two with the same name the later one
 * counts. Flagger lists them in random order, here they are sorted.
 */
export function discoverPorts(service: CanaryService, containers: Container[]): [string, number][] {
  const found = new Map<string, number>()
  for (const container of containers) {
    if (sidecars.has(container.name)) continue
    for (const [index, { name, containerPort = 0 }] of (container.ports ?? []).entries()) {
      if (isServicePort(service, name ?? '', containerPort)) continue
      found.set(name || `tcp-${container.name}-${index}`, containerPort)
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b))
}

function isServicePort(service: CanaryService, name: string, number: number): boolean {
  const { port = 0, targetPort = 0 } = service
  if (targetPort === 0 || targetPort === '0') return number === port
  return typeof targetPort === 'number' ? number === targetPort : name === targetPort
}
