import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { effectOnRoutes } from '../../src/diff/rules/routes-of-provider.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import { changed, exampleOf, nextRun, runningCanary } from './running.ts'

const service: Record<string, Json> = {
  port: 8123,
  timeout: '7s',
  retries: { attempts: 7, perTryTimeout: '7s' },
  headers: { request: { add: { 'x-a': 'b' } } },
  corsPolicy: { allowOrigins: [{ exact: 'https://a.test' }], allowMethods: ['GET'] },
  hosts: ['new.example.com'],
  gateways: ['istio-system/other'],
  gatewayRefs: [{ name: 'other', namespace: 'x' }],
  match: [{ uri: { prefix: '/new' } }],
  rewrite: { uri: '/new' },
  trafficPolicy: { loadBalancer: { simple: 'RANDOM' } },
  mirror: [{ backendRef: { name: 'm', port: 80 } }],
  apex: { labels: { a: 'b' } },
}
const analysis: Record<string, Json> = { match: [{ headers: { 'x-c': { exact: 'y' } } }] }

// With Knative there is no service block, without a mesh there are no weights.
const providers = readdirSync('fixtures/providers').filter(name => name !== 'knative' && name !== 'kubernetes')

describe.each(providers)('%s', name => {
  const release = exampleOf(name)
  const provider = String((release.canary['spec'] as JsonMap)['provider'])
  const running = runningCanary(release)
  const weightAfter = (block: 'service' | 'analysis', field: string, value: Json) => {
    const canary = changed(release.canary, spec => {
      spec[block] = { ...(spec[block] as JsonMap), [field]: value }
    })
    return nextRun(release, running, canary).routes?.canary
  }

  test.each(Object.keys(service))(
    'spec.service.%s resets the weights when the table says so, and else does not',
    field => {
      const { effect } = effectOnRoutes(provider, `spec.service.${field}`)
      expect(weightAfter('service', field, service[field] ?? null)).toBe(effect === 'resets' ? 0 : 30)
    },
  )

  test('so does spec.analysis.match', () => {
    const { effect } = effectOnRoutes(provider, 'spec.analysis.match')
    const { iterations } = (release.canary['spec'] as { analysis: JsonMap }).analysis
    if (iterations === undefined)
      expect(weightAfter('analysis', 'match', analysis['match'] ?? null)).toBe(effect === 'resets' ? 0 : 30)
  })
})
