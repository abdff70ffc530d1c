import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const analysis = (condition: string) => `
  interval: 1m
  threshold: 5
  iterations: 10
  match:
    - headers:
        x-email: {${condition}}
`

export const matchSuffix: ReleaseRule = {
  reads: 'release',
  code: 'FL127',
  title: 'A condition that Istio drops',
  severity: 'warning',
  why: 'The CRD of Flagger takes suffix, that of Istio does not know it. The API server drops it from the VirtualService, and what is left, {}, asks only that the header is there: far more requests reach the canary than were meant.',
  evidence: 'Istio 1.27, StringMatch: exact, prefix and regex; seen on an API server with the CRDs of Istio.',
  help: 'Use a regular expression: regex: ".*@example[.]com".',
  bad: () => manifests(canary({ analysis: analysis('«suffix»: "@example.com"') })),
  good: () => manifests(canary({ analysis: analysis('regex: ".*@example[.]com"') })),
  check({ analysis: own, provider }) {
    if (provider !== 'istio') return []
    return (own.match ?? []).flatMap(({ headers = {} }, i) =>
      Object.entries(headers).flatMap(([header, condition]) =>
        condition?.suffix === undefined
          ? []
          : {
              path: pointer('spec', 'analysis', 'match', i, 'headers', header, 'suffix'),
              part: 'key',
              message: `Istio does not know suffix: the condition becomes "${header} is there"`,
            },
      ),
    )
  },
}
