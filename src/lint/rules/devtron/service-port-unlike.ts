import { listAt } from '../../../devtron/fixes/access.ts'
import { isMap } from '../../../values/json.ts'
import { list } from '../../../values/quote.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { portNumber } from './ports.ts'

export const servicePortUnlike: ValuesRule = {
  reads: 'values',
  code: 'DT008',
  title: 'The Services listen on another port than the one of the chart',
  severity: 'warning',
  why: 'Callers inside the mesh know the port of the Service that the chart renders, ContainerPort[].servicePort. Where serviceport is none of those, they find nothing on the Services of Flagger when they switch over to them.',
  evidence: 'service.yaml of the chart; Flagger 1.44, pkg/router/kubernetes_default.go.',
  help: 'Take the servicePort that callers use, or tell them of the new port.',
  bad: () =>
    values(`
    ContainerPort:
      - name: app
        port: 8080
        servicePort: 80
    flaggerCanary:
      enabled: true
      serviceport: «9999»
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
  `),
  check({ data, block }) {
    const port = portNumber(block['serviceport'])
    const known = listAt(data, 'ContainerPort')
      .filter(isMap)
      .flatMap(({ servicePort = null, port: own = null }) => portNumber(servicePort) ?? portNumber(own) ?? [])
    if (port === null || known.length === 0 || known.includes(port)) return []
    return [
      {
        path: '/flaggerCanary/serviceport',
        message: `flaggerCanary.serviceport is ${port}, but the Service of the chart listens on ${list(known.map(String))}`,
      },
    ]
  },
}
