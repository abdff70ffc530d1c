import { describe, expect, test } from 'vitest'
import { releaseFromValues } from '../../src/devtron/release.ts'
import { refOf } from '../../src/values/manifest.ts'
import { authored, shop, valuesOf } from './devtron.ts'

function specOf(extras: Parameters<typeof authored>[1], block = {}) {
  return authored(block, { flaggerCanaryExtras: extras ?? {} }).find(({ kind }) => kind === 'Canary')?.['spec']
}

describe('flaggerCanaryExtras says what the chart cannot', () => {
  test('fields beside and beneath those of the chart', () => {
    expect(
      specOf({
        provider: 'istio',
        skipAnalysis: true,
        service: { portName: 'http-web', apex: { labels: { a: 'b' } } },
      }),
    ).toMatchObject({
      provider: 'istio',
      skipAnalysis: true,
      service: { port: 8080, portName: 'http-web', apex: { labels: { a: 'b' } } },
    })
  })

  test('stepWeights and iterations take the place of stepWeight, of which the CRD allows one', () => {
    const { analysis } = specOf({ analysis: { stepWeights: [1, 5, 50] } }) as { analysis: Record<string, unknown> }
    expect(analysis).toMatchObject({ stepWeights: [1, 5, 50] })
    expect(analysis).not.toHaveProperty('stepWeight')
    expect(analysis).not.toHaveProperty('maxWeight')
  })

  test('metrics and webhooks join those of the chart, or replace their namesake', () => {
    const { analysis } = specOf({
      analysis: {
        metrics: [
          { name: 'request-duration', thresholdRange: { max: 250 }, interval: '30s' },
          { name: 'errors', templateRef: { name: 'errors' }, thresholdRange: { max: 1 } },
        ],
        webhooks: [{ name: 'gate', type: 'confirm-rollout', url: 'http://gate.test/' }],
      },
    }) as { analysis: { metrics: { name: string }[]; webhooks: { name: string }[] } }
    expect(analysis.metrics.map(({ name }) => name)).toEqual(['request-success-rate', 'request-duration', 'errors'])
    expect(analysis.metrics[1]).toMatchObject({ thresholdRange: { max: 250 } })
    expect(analysis.webhooks.map(({ name }) => name)).toEqual(['load-test', 'gate'])
  })

  test('selector and servers of the Gateway', () => {
    const gateway = authored(
      { createIstioGateway: { enabled: true, host: 'a.example.com' } },
      { flaggerCanaryExtras: { gateway: { selector: { istio: 'private' } } } },
    ).find(({ kind }) => kind === 'Gateway')
    expect(gateway).toMatchObject({ spec: { selector: { istio: 'private' }, servers: [{ hosts: ['a.example.com'] }] } })
  })

  test('compat mode ignores them, as Devtron does', () => {
    const [canary] = authored({}, { flaggerCanaryExtras: { skipAnalysis: true } }, { compat: true })
    expect(canary?.['spec']).not.toHaveProperty('skipAnalysis')
  })
})

describe('a field of the Canary is traced to the value it comes from', () => {
  const values = valuesOf({
    flaggerCanary: {
      enabled: true,
      createIstioGateway: { enabled: true, host: 'shop.example.com' },
      addOtherGateways: ['mesh'],
      addOtherHosts: ['shop'],
    },
    flaggerCanaryExtras: {
      analysis: { webhooks: [{ name: 'gate', type: 'rollback', url: 'http://g/' }] },
      progressDeadlineSeconds: 30,
    },
  })
  const { release } = releaseFromValues(values, shop)
  test.each([
    ['/spec/service/port', '/flaggerCanary/serviceport'],
    ['/spec/service/gateways/0', '/flaggerCanary/createIstioGateway'],
    ['/spec/service/gateways/1', '/flaggerCanary/addOtherGateways/0'],
    ['/spec/service/hosts/0', '/flaggerCanary/createIstioGateway/host'],
    ['/spec/service/hosts/1', '/flaggerCanary/addOtherHosts/0'],
    ['/spec/service/match/0/uri/prefix', '/flaggerCanary/match/0/uri/prefix'],
    ['/spec/analysis/stepWeight', '/flaggerCanary/analysis/stepWeight'],
    ['/spec/analysis/metrics/0/thresholdRange/min', '/flaggerCanary/thresholds/successRate'],
    ['/spec/analysis/webhooks/0/url', '/flaggerCanary/loadtest/url'],
    ['/spec/analysis/webhooks/1/url', '/flaggerCanaryExtras/analysis/webhooks/0/url'],
    ['/spec/progressDeadlineSeconds', '/flaggerCanaryExtras/progressDeadlineSeconds'],
    ['/spec/service/rewrite/uri', '/flaggerCanary/rewriteUri'],
    ['/spec/targetRef/name', '/fullnameOverride'],
    ['/spec/nothing/of/this', '/flaggerCanary'],
  ])('%s ← %s', (field, value) => {
    if (!release) throw new Error('no release')
    expect(release.trace({ object: refOf(release.canary), path: field })).toMatchObject({ object: null, path: value })
  })
})
