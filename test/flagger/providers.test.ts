import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { gatewayApiV1 } from '../../src/flagger/providers/gateway-api-v1.ts'
import { gatewayApiV1beta1 } from '../../src/flagger/providers/gateway-api-v1beta1.ts'
import { gloo } from '../../src/flagger/providers/gloo.ts'
import { routerOf } from '../../src/flagger/providers/index.ts'
import { istio } from '../../src/flagger/providers/istio.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

describe('the router of a provider', () => {
  it.each([
    ['istio', istio],
    ['gloo', gloo],
    ['gloo:something', gloo],
    ['gatewayapi:v1', gatewayApiV1],
    ['gatewayapi:v1beta1', gatewayApiV1beta1],
    ['gatewayapi:v1beta2', gatewayApiV1],
  ])('is known for %s', (provider, router) => {
    expect(routerOf(provider)).toEqual({ router, known: true })
  })

  it.each(['', 'Istio', 'istio2', 'nginx:v1', 'appmesh:v1beta1', 'gatewayapi', 'smi'])(
    'is Istio for %j, which nobody knows',
    provider => {
      expect(routerOf(provider)).toEqual({ router: istio, known: false })
    },
  )

  it.each([
    ['linkerd', 'split.smi-spec.io/v1alpha1', '100'],
    ['osm', 'split.smi-spec.io/v1alpha2', 100],
    ['smi:v1alpha1', 'split.smi-spec.io/v1alpha1', '100'],
    ['smi:v1alpha3:istio', 'split.smi-spec.io/v1alpha3', 100],
  ])('writes a TrafficSplit for %s', (meshProvider, apiVersion, weight) => {
    const split = lastCreated(withoutProvider(), meshProvider)
    expect(split).toMatchObject({ apiVersion, kind: 'TrafficSplit', spec: { backends: [{}, { weight }] } })
  })

  it('is that of the flag when the Canary names none, and that of the Canary otherwise', () => {
    expect(lastCreated(withoutProvider(), 'traefik')?.kind).toBe('TraefikService')
    expect(lastCreated(canaryOf('shop', { provider: 'contour' }), 'traefik')?.kind).toBe('HTTPProxy')
  })

  it('comes with a guess when the flag is misspelt', () => {
    const canary = withoutProvider()
    const { problems } = predict(releaseOf([canary, deploymentOf('shop')], { meshProvider: 'linkrd' }))
    expect(problems).toMatchObject([{ code: 'FL029', severity: 'warning', suggestion: 'linkerd' }])
  })
})

function withoutProvider(): Manifest {
  const { provider: _, ...spec } = canaryOf('shop')['spec'] as { provider: string }
  return { ...canaryOf('shop'), spec }
}

function lastCreated(canary: Manifest, meshProvider: string): Manifest | undefined {
  return predict(releaseOf([canary, deploymentOf('shop')], { meshProvider })).created.at(-1)
}
