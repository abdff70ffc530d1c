import { pointer } from '../../../values/pointer.ts'
import { quote } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'])
const header = /^[-_A-Za-z0-9]+$/
const service = (method: string) =>
  `port: 80\ncorsPolicy: {allowOrigins: [{exact: https://shop.example.com}], allowMethods: [${method}]}`

export const corsNames: ReleaseRule = {
  reads: 'release',
  code: 'IS010',
  title: 'A method or header that CORS does not know',
  severity: 'warning',
  why: 'Methods are written in capitals, and header names without blanks. The webhook of Istio refuses anything else, and Flagger cannot create its VirtualService.',
  evidence: 'Istio 1.27, validateCORSPolicy.',
  help: 'Write methods in capitals, and names of headers as they are sent.',
  bad: () => manifests(canary({ service: service('«get»') })),
  good: () => manifests(canary({ service: service('GET') })),
  check({ service: { corsPolicy }, provider }) {
    if (!corsPolicy || !isIstio(provider)) return []
    const at = (key: string, i: number) => pointer('spec', 'service', 'corsPolicy', key, i)
    return [
      ...(corsPolicy.allowMethods ?? []).flatMap((method, i) => {
        if (methods.has(method)) return []
        const meant = method.toUpperCase()
        const fix = methods.has(meant) ? { suggestion: meant, fix: [{ path: at('allowMethods', i), text: meant }] } : {}
        return { path: at('allowMethods', i), message: `${quote(method)} is no HTTP method`, ...fix }
      }),
      ...(['allowHeaders', 'exposeHeaders'] as const).flatMap(key =>
        (corsPolicy[key] ?? []).flatMap((name, i) =>
          name === '*' || header.test(name)
            ? []
            : { path: at(key, i), message: `${quote(name)} is no name of a header` },
        ),
      ),
    ]
  },
}
