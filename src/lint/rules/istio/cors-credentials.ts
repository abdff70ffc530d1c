import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const service = (origin: string) => `
  port: 80
  corsPolicy:
    allowOrigins: [{${origin}}]
    allowCredentials: true
`

export const corsCredentials: ReleaseRule = {
  reads: 'release',
  code: 'IS009',
  title: 'Credentials for every origin',
  severity: 'warning',
  why: 'With allowCredentials the browser sends the cookies of the user along. An expression that lets any origin in then lets every web page act in the name of whoever looks at it: Envoy answers with the origin that asked, not with *, so that browsers do not stop it.',
  evidence: 'Envoy, CORS filter; Fetch standard, CORS protocol and credentials.',
  help: 'List the origins that are yours.',
  bad: () => manifests(canary({ service: service('regex: «".*"»') })),
  good: () => manifests(canary({ service: service('exact: https://shop.example.com') })),
  check({ service: { corsPolicy } }) {
    if (!corsPolicy?.allowCredentials) return []
    const open = (corsPolicy.allowOrigins ?? []).flatMap((origin, i) => {
      // What is no map in a list is null once it has been read.
      const { regex, prefix } = origin ?? {}
      const key =
        regex === '.*' || regex === '.+'
          ? 'regex'
          : prefix === 'http' || prefix === 'https://' || prefix === 'http://'
            ? 'prefix'
            : null
      return key === null ? [] : pointer('spec', 'service', 'corsPolicy', 'allowOrigins', i, key)
    })
    const star = (corsPolicy.allowOrigin ?? []).indexOf('*')
    const paths = star < 0 ? open : [...open, pointer('spec', 'service', 'corsPolicy', 'allowOrigin', star)]
    return paths.map(path => ({ path, message: 'every origin may send requests with the cookies of the user' }))
  },
}
