import type { HttpMatch } from '../../../flagger/canary.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'

const analysis = (condition: string) => `
  interval: 1m
  threshold: 5
  iterations: 10
  match:
    - headers:
        x-canary: {${condition}}
`
const gatewayApi = 'provider: gatewayapi:v1'
const service = 'port: 80\ngatewayRefs: [{name: public}]'

export const matchIgnored: ReleaseRule = {
  reads: 'release',
  code: 'FL128',
  title: 'A condition of an A/B test that does not reach the route',
  severity: 'warning',
  why: 'Not every condition survives: with the Gateway API a header with prefix or suffix makes Flagger drop all conditions without a word, so that both routes match the same requests. With Istio and a service.match only headers and sourceLabels are merged into it, the rest is dropped. Other providers read headers only.',
  evidence:
    'Flagger 1.44, pkg/router/gateway_api.go, mapRouteMatches; istio.go, mergeMatchConditions; contour.go, ingress.go, gloo.go, appmesh.go.',
  help: 'Use conditions that the provider reads: exact or regex headers are read by nearly all of them.',
  bad: () => manifests(canary({ spec: gatewayApi, service, analysis: analysis('«prefix»: in') })),
  good: () => manifests(canary({ spec: gatewayApi, service, analysis: analysis('exact: insider') })),
  check(view) {
    return (view.analysis.match ?? []).flatMap((match, i) => dropped(match, view).map(hit => at(i, hit)))
  },
}

interface Dropped {
  path: (string | number)[]
  why: string
}

function at(i: number, { path, why }: Dropped): Hit {
  return { path: pointer('spec', 'analysis', 'match', i, ...path), part: 'key', message: why }
}

function dropped(match: HttpMatch, { provider, service: own }: ReleaseView): Dropped[] {
  if (provider.startsWith('gatewayapi'))
    return [...unmappable('headers', match), ...unmappable('queryParams', match), ...labels(match, provider)]
  if (provider === 'istio') {
    if (!match.queryParams || (own.match ?? []).length === 0) return []
    return [
      {
        path: ['queryParams'],
        why: 'queryParams are dropped beside service.match: the canary gets more requests than meant',
      },
    ]
  }
  const query = match.queryParams
    ? [{ path: ['queryParams'], why: `the provider ${provider} does not read queryParams` }]
    : []
  return [...query, ...labels(match, provider)]
}

function labels(match: HttpMatch, provider: string): Dropped[] {
  return match.sourceLabels
    ? [{ path: ['sourceLabels'], why: `the provider ${provider} does not read sourceLabels` }]
    : []
}

function unmappable(field: 'headers' | 'queryParams', match: HttpMatch): Dropped[] {
  return Object.entries(match[field] ?? {}).flatMap(([name, condition]) => {
    const kind = (['prefix', 'suffix'] as const).find(each => condition?.[each] !== undefined)
    if (kind === undefined || condition?.exact !== undefined || condition?.regex !== undefined) return []
    return {
      path: [field, name, kind],
      why: `the Gateway API has no ${kind} for ${field}: all conditions of the test are dropped`,
    }
  })
}
