import type { HttpMatch, StringMatch } from '../../../flagger/canary.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { re2Mistake } from '../../istio/re2.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (regex: string) => `port: 80\nmatch: [{uri: {regex: ${regex}}}]`
const longest = 1024

export const regexRule: ReleaseRule = {
  reads: 'release',
  code: 'IS007',
  title: 'An expression that Envoy cannot compile',
  severity: 'error',
  why: 'Envoy reads regular expressions as RE2, which has no lookaround and no back references. Istio refuses the VirtualService, and Flagger cannot create it.',
  evidence: "Istio 1.27, validateStringRegexp, with Go's regexp; RE2, Syntax. Held to Go with 180 000 expressions.",
  help: 'Write it without lookaround and back references; a list of conditions often does as well.',
  bad: () => manifests(canary({ service: service('«"/v1/(?!admin).*"»') })),
  good: () => manifests(canary({ service: service('"/v1/(users|carts).*"') })),
  check({ service: own, analysis, provider }) {
    if (!isIstio(provider)) return []
    return [
      ...(own.match ?? []).flatMap((match, i) => inMatch(match, pointer('spec', 'service', 'match', i))),
      ...(analysis.match ?? []).flatMap((match, i) => inMatch(match, pointer('spec', 'analysis', 'match', i))),
      ...(own.corsPolicy?.allowOrigins ?? []).flatMap((origin, i) =>
        inCondition(origin, pointer('spec', 'service', 'corsPolicy', 'allowOrigins', i)),
      ),
    ]
  },
}

function inMatch(match: HttpMatch, path: Pointer): Hit[] {
  const single = (['uri', 'method', 'scheme', 'authority'] as const).flatMap(key =>
    inCondition(match[key], `${path}/${key}`),
  )
  const named = (['headers', 'queryParams', 'withoutHeaders'] as const).flatMap(key =>
    Object.entries(match[key] ?? {}).flatMap(([name, condition]) => inCondition(condition, path + pointer(key, name))),
  )
  return [...single, ...named]
}

function inCondition(condition: unknown, path: Pointer): Hit[] {
  const { regex } = (condition ?? {}) as StringMatch
  if (typeof regex !== 'string' || regex === '') return []
  const wrong = regex.length > longest ? `it has ${regex.length} characters; Istio takes ${longest}` : re2Mistake(regex)
  return wrong === null ? [] : [{ path: `${path}/regex`, message: `RE2 cannot compile this expression: ${wrong}` }]
}
