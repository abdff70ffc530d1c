import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import { routerOf } from './providers.ts'

export const mirrorWeight: ReleaseRule = {
  reads: 'release',
  code: 'FL107',
  title: 'A share of mirrored requests that has no effect',
  severity: 'warning',
  why: 'mirrorWeight is the percentage of requests that Istio copies to the canary while mirror is on; 0 and nothing mean all of them. Other providers do not read it, and Istio refuses more than 100.',
  evidence:
    'Flagger 1.44, pkg/router/istio.go, SetRoutes; Istio 1.27, "mirror_percentage must have a max value of 100".',
  help: 'Set mirror: true and a percentage from 1 to 100, or leave both out.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        mirrorWeight: «20»
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        mirror: true
        mirrorWeight: 20
      `,
      }),
    ),
  check({ analysis, provider, spec }): Hit[] {
    const { mirror, mirrorWeight: weight = 0 } = analysis
    const path = '/spec/analysis/mirrorWeight'
    if (weight === 0 || spec.skipAnalysis) return []
    if (!mirror) return [{ path, message: 'mirrorWeight without mirror has no effect' }]
    if (routerOf(provider).mirrors !== 'always')
      return [{ path, message: `the provider ${provider} does not read mirrorWeight` }]
    if (weight < 0) return [{ path, message: `mirrorWeight ${weight} means all requests, like 0` }]
    return weight > 100 ? [{ path, message: `mirrorWeight is ${weight}; Istio refuses more than 100` }] : []
  },
}
