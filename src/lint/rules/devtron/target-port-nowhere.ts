import { truthy } from '../../../devtron/go.ts'
import type { Json } from '../../../values/json.ts'
import { nearest } from '../../../values/nearest.ts'
import { list, quote } from '../../../values/quote.ts'
import { values } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'
import { isOpen, type ListedPort, listedPorts, portNumber } from './ports.ts'

export const targetPortNowhere: ValuesRule = {
  reads: 'values',
  code: 'DT007',
  title: 'The target port is no port of the app',
  severity: 'error',
  why: 'The Services of Flagger send their traffic to targetPort of the pods. Where no container listens there every request fails, those to the primary with those to the canary. A name has to be that of a container port; a number that none of them lists is most likely a slip.',
  evidence: 'Flagger 1.44, pkg/router/kubernetes_default.go: the targetPort of all three Services.',
  help: 'Name one of the ports in ContainerPort, or add the port there.',
  bad: () =>
    values(`
    ContainerPort:
      - name: app
        port: 8080
        servicePort: 80
    flaggerCanary:
      enabled: true
      serviceport: 80
      targetPort: «web»
  `),
  good: () =>
    values(`
    ContainerPort:
      - name: app
        port: 8080
        servicePort: 80
    flaggerCanary:
      enabled: true
      serviceport: 80
      targetPort: app
  `),
  check({ block, data }) {
    const target = block['targetPort']
    const ports = listedPorts(data)
    if (target === undefined || target === null || isOpen(target) || ports.length === 0) return []
    if (truthy(data['appMetrics']) && isPortOfEnvoy(target)) return []
    const hits = typeof target === 'string' ? nameHit(target, ports) : numberHit(portNumber(target), ports)
    return hits.map(hit => ({ ...hit, path: '/flaggerCanary/targetPort' }))
  },
}

/** The container that appMetrics adds has `envoy-admin` and one `envoy-…` for each port of the app. */
function isPortOfEnvoy(target: Json): boolean {
  return typeof target === 'string' && target.startsWith('envoy-')
}

/** A number in quotes is no name of a port either; that is for the schema to say. */
function nameHit(name: string, ports: ListedPort[]): Omit<Hit, 'path'>[] {
  if (portNumber(name) !== null || ports.some(port => port.name === name)) return []
  const names = ports.flatMap(port => (port.name === '' ? [] : [port.name]))
  const meant = nearest(name, names)
  return [
    {
      message: `no container has a port called ${quote(name)}; there are ${list(names) || 'only ports without a name'}`,
      ...(meant !== undefined && { suggestion: meant }),
    },
  ]
}

/** A container may listen on a port that it does not list, so that this is no more than unlikely to be right. */
function numberHit(number: number | null, ports: ListedPort[]): Omit<Hit, 'path'>[] {
  if (number === null || ports.some(port => port.number === number)) return []
  const numbers = list(ports.flatMap(port => port.number ?? []).map(String))
  return [{ severity: 'warning', message: `no container lists the port ${number}; there are ${numbers}` }]
}
