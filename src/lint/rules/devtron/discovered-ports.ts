import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'
import { isOpen, type ListedPort, listedPorts, portNumber } from './ports.ts'

/** Flagger passes over these (Flagger 1.44, pkg/canary/util.go, getPorts). */
const proxies = new Set(['envoy', 'istio-proxy'])

export const discoveredPorts: ValuesRule = {
  reads: 'values',
  code: 'DT010',
  title: 'A discovered port clashes with the port of the Services',
  severity: 'error',
  why: 'With portDiscovery Flagger adds every other port of the containers to its Services, under its own name and as TCP. Another port with the number of serviceport, or called http like the first one, makes all three Services invalid: the API server refuses them and Flagger never gets any further.',
  evidence: 'Flagger 1.44, pkg/canary/util.go; Kubernetes 1.34, ValidateService: ports have to be unique.',
  help: 'Rename or renumber the port, choose another serviceport, or set portDiscovery: false.',
  bad: () =>
    values(`
    ContainerPort:
      - name: app
        port: 8080
        servicePort: 80
      - name: admin
        port: «8090»
    flaggerCanary:
      enabled: true
      serviceport: 8090
      targetPort: 8080
  `),
  good: () =>
    values(`
    ContainerPort:
      - name: app
        port: 8080
        servicePort: 80
      - name: admin
        port: 8090
    flaggerCanary:
      enabled: true
      serviceport: 80
      targetPort: 8080
  `),
  check(view) {
    const { block, extras, data } = view
    const port = portNumber(block['serviceport'])
    if (!truthy(block['portDiscovery']) || isOpen(block['portDiscovery']) || port === null) return []
    const found = listedPorts(data).filter(listed => !proxies.has(listed.container) && !isServicePort(view, listed))
    const named = mapAt(extras, 'service')['portName']
    const first = { name: typeof named === 'string' && named !== '' ? named : 'http', number: port }
    return [...clashes(found, first), ...datagrams(found)]
  },
}

/** The port that the Services have anyway. */
function isServicePort({ block }: ValuesView, { name, number }: ListedPort): boolean {
  const target = block['targetPort'] ?? null
  if (typeof target === 'string' && target !== '0') return name === target
  return number === (portNumber(target) || portNumber(block['serviceport']))
}

function clashes(found: ListedPort[], first: { name: string; number: number }): Hit[] {
  const hits: Hit[] = []
  const numbers = new Map([[first.number, 'flaggerCanary.serviceport']])
  // Flagger keeps one port of each name, the last.
  const kept = new Map(found.map(port => [port.name || `${port.container} ${port.index}`, port]))
  for (const { name, number, namePath, numberPath } of kept.values()) {
    if (name === first.name) {
      hits.push({ path: namePath, message: `two ports of Flagger's Services would be called ${name}` })
    }
    const other = number === null ? undefined : numbers.get(number)
    if (other !== undefined) {
      hits.push({
        path: numberPath,
        message: `port ${number} would be in Flagger's Services twice; ${other} is the same`,
      })
    } else if (number !== null) numbers.set(number, `that of ${name || 'another container'}`)
  }
  return hits
}

function datagrams(found: ListedPort[]): Hit[] {
  return found
    .filter(({ protocol }) => protocol === 'UDP')
    .map(({ name, protocolPath }) => ({
      path: protocolPath,
      severity: 'warning',
      message: `the UDP port ${name} becomes a TCP port of Flagger's Services, on which nobody listens`,
    }))
}
