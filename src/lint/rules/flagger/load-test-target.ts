import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'
import { webhooksOf } from './webhooks.ts'

const analysis = (cmd: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  webhooks:
    - name: load-test
      url: http://flagger-loadtester.test/
      metadata:
        cmd: ${cmd}
`

export const loadTestTarget: ReleaseRule = {
  reads: 'release',
  code: 'FL137',
  twins: ['DT009'],
  title: 'A load test that calls nobody',
  severity: 'warning',
  why: 'The canary Service listens on service.port, and with portDiscovery on the other ports of the containers, in the namespace of the Canary. A load test that calls another port or namespace reaches nothing: Flagger finds no values, and the rollout is rolled back.',
  evidence: 'Flagger 1.44, pkg/router/kubernetes_default.go; fluxcd/flagger#1035, #191 and others.',
  help: 'Call http://<name>-canary.<namespace>:<service.port>/.',
  bad: () => manifests(canary({ analysis: analysis('«hey -z 1m -q 10 http://shop-canary.prod:8080/»') })),
  good: () => manifests(canary({ analysis: analysis('hey -z 1m -q 10 http://shop-canary.prod:80/') })),
  check(view) {
    return webhooksOf(view).flatMap(({ webhook: { metadata = {} }, path }) =>
      Object.entries(metadata).flatMap(([key, text]) =>
        callsIn(text, view).map(message => ({ path: `${path}/metadata/${key}`, message })),
      ),
    ) satisfies Hit[]
  },
}

const address = /\bhttps?:\/\/([a-z0-9-]+)(\.[a-z0-9.-]+)?(?::([0-9]+))?(?=[/?#\s"']|$)/g

function callsIn(text: string, { names, canary: { namespace }, prediction, service }: ReleaseView): string[] {
  const ports = prediction.created.find(({ kind, metadata }) => kind === 'Service' && metadata.name === names.canary)?.[
    'spec'
  ]
  const open = portsOf(ports) ?? (service.port ? [service.port] : [])
  return [...text.matchAll(address)].flatMap(([url, host, domain = '', port]) => {
    if (host !== names.canary) return []
    const [, where = namespace] = domain.split('.')
    if (where !== namespace) return `${url} is in namespace ${where}, but ${names.canary} is in ${namespace}`
    const number = port === undefined ? (url.startsWith('https') ? 443 : 80) : Number(port)
    if (open.length === 0 || open.includes(number)) return []
    return `${names.canary} does not listen on port ${number}, but on ${open.join(', ')}`
  })
}

function portsOf(spec: unknown): number[] | null {
  if (typeof spec !== 'object' || spec === null || !('ports' in spec) || !Array.isArray(spec.ports)) return null
  return spec.ports.flatMap(({ port }: { port?: unknown }) => (typeof port === 'number' ? port : []))
}
