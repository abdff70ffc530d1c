import { isMap } from '../../values/json.ts'
import { listAt, mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const loadtestPort: Fix = {
  name: 'loadtest-port',
  wrong:
    'The load test calls <fullname>-canary on targetPort, but that Service listens on serviceport: where they differ there is no traffic, "no values found", and the rollout fails.',
  instead: 'The load test calls the port on which the Service listens.',
  evidence: 'Flagger 1.44, pkg/router/kubernetes_default.go: the Service port is spec.service.port.',
  apply: ({ block, canary, names, identity }) => {
    for (const webhook of listAt(mapAt(specOf(canary), 'analysis'), 'webhooks')) {
      if (!isMap(webhook) || webhook['name'] !== 'load-test') continue
      const url = `http://${names.fullname}-canary.${identity.namespace}:${String(block['serviceport'])}/`
      mapAt(webhook, 'metadata')['cmd'] = `hey -z 1m -q 10 -c 2 ${url}`
    }
  },
}
