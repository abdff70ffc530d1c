import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (header: string) => `
  port: 80
  headers:
    response:
      set:
        ${header}: shop.example.com
`

export const headerNames: ReleaseRule = {
  reads: 'release',
  code: 'IS016',
  title: 'A header that cannot be changed',
  severity: 'error',
  why: 'Envoy changes neither pseudo headers, which begin with a colon, nor Host; only :authority and Host of a request may be set. It refuses a configuration that tries, and Istio refuses the VirtualService.',
  evidence: 'Istio 1.27, ValidateHTTPHeaderOperationName; Envoy, custom request and response headers.',
  help: 'Use rewrite.authority to change the host of a request, and leave the header alone otherwise.',
  bad: () => manifests(canary({ service: service('«Host»') })),
  good: () => manifests(canary({ service: service('x-host') })),
  check({ service: { headers = {} }, provider }) {
    if (!isIstio(provider)) return []
    return (['request', 'response'] as const).flatMap(side => {
      const { set = {}, add = {}, remove = [] } = headers[side] ?? {}
      const at = (...path: (string | number)[]) => pointer('spec', 'service', 'headers', side, ...path)
      const named = [
        ...Object.keys(set).map(name => ({ name, path: at('set', name) })),
        ...Object.keys(add).map(name => ({ name, path: at('add', name) })),
      ]
      return [
        ...named
          .filter(({ name }) => !isChangeable(name, side === 'request'))
          .map(({ name, path }) => ({
            path,
            part: 'key' as const,
            message: `the header ${name} of a ${side} cannot be changed`,
          })),
        ...remove.flatMap((name, i) =>
          isChangeable(name, false)
            ? []
            : { path: at('remove', i), message: `the header ${name} of a ${side} cannot be removed` },
        ),
      ]
    })
  },
}

function isChangeable(name: string, authority: boolean): boolean {
  const lower = name.toLowerCase()
  if (lower === 'host' || lower === ':authority') return authority
  return name !== '' && !name.startsWith(':')
}
