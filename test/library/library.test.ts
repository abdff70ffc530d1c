import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert, type Input, lint, predict, render, timeline } from '../../src/index.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const shop: Input = {
  values: [{ name: 'values.yaml', text: read('fixtures/shop/values.yaml') }],
  app: 'shop',
  release: 'shop-prod',
  namespace: 'prod',
}
const canary: Input = {
  manifests: ['canary', 'podinfo', 'gateway'].map(name => ({
    name: `${name}.yaml`,
    text: read(`fixtures/istio-tutorial/${name}.yaml`),
  })),
}
const misspelt = (text: string): Input => ({ values: [{ name: 'bad.yaml', text }], app: 'shop' })

describe('render', () => {
  test('values give what the command line gives', () => {
    const { manifests, findings } = render(shop)
    const shown = manifests.filter(({ part }) => part !== 'changed').map(({ yaml }) => yaml)
    expect(shown.join('---\n')).toBe(read('fixtures/shop/expected.yaml'))
    expect(findings).toEqual([])
  })

  test('a Canary gives what Flagger creates and changes', () => {
    const kinds = render(canary).manifests.map(({ part, manifest }) => `${part} ${manifest.kind}`)
    expect(kinds).toContain('generated VirtualService')
    expect(kinds).toContain('changed Deployment')
  })

  test('a mistake is a finding at its place, and nothing is rendered', () => {
    const { manifests, findings } = render(misspelt('flaggerCanary:\n  enabled: true\n  serviceprt: 80\n'))
    expect(manifests).toEqual([])
    expect(findings).toMatchObject([{ code: 'DT001', place: { file: 'bad.yaml', line: 3, column: 3 } }])
  })
})

test('predict tells the verdict and the objects', () => {
  expect(predict(canary).predictions).toMatchObject([{ canary: 'podinfo', verdict: 'initialized' }])
})

describe('lint', () => {
  test('tells each mistake once', () => {
    const findings = lint(misspelt('flaggerCanary:\n  enabled: true\n  serviceprt: 80\n'))
    expect(findings.filter(({ code }) => code === 'DT001')).toHaveLength(1)
  })

  test('tells what works and will hurt', () => {
    expect(lint(canary).map(({ severity }) => severity)).not.toContain('error')
    expect(lint({ manifests: [{ name: 'none.yaml', text: 'kind: Service' }] }).map(({ code }) => code)).toEqual([
      'MF002',
      'MF006',
    ])
  })
})

test('timeline: data, and the same for people', () => {
  const [told] = timeline(shop).timelines
  expect(told?.canary).toBe('shop-prod-canary')
  expect(told?.data.ticks.at(-1)?.phase).toBe('Failed')
  expect(told?.text).toContain('Promotion')
  expect(told?.markdown).toContain('xychart-beta')
  expect(told?.html).toContain('<svg')
})

test('timeline: a scenario of one’s own', () => {
  const script = [{}, {}, { revision: true as const }, {}, { metrics: 'fail' as const }]
  const [told] = timeline(shop, { script }).timelines
  expect(told?.data.ticks.map(({ failedChecks }) => failedChecks)).toEqual([0, 0, 0, 0, 1])
})

test('no text makes it throw', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('flaggerCanary: {enabled: true, analysis: ', 'a: &a [*a]'),
  )
  fc.assert(
    fc.property(texts, texts, (values, manifests) => {
      for (const call of [render, lint, predict, timeline]) {
        call({ values: [{ name: 'v', text: values }] })
        call({ manifests: [{ name: 'm', text: manifests }] })
        call({ values: [{ name: 'v', text: values }], manifests: [{ name: 'm', text: manifests }] })
      }
    }),
    { numRuns: 100 },
  )
})

describe('the other engine', () => {
  test('render writes a Rollout, and convert tells what is lost', () => {
    const rendered = render({ ...shop, engine: 'rollouts' })
    const { manifests, reports } = convert(shop, 'rollouts')
    expect(rendered.manifests.filter(({ part }) => part === 'authored').map(({ manifest }) => manifest)).toEqual(
      manifests,
    )
    expect(manifests[0]?.kind).toBe('Rollout')
    expect(reports[0]?.rows.map(({ feature }) => feature)).toContain('stepWeight')
  })

  test('values come back from what they render', () => {
    const [values] = convert(canary, 'values').values
    expect(values).toMatchObject({ fullnameOverride: 'podinfo', flaggerCanary: { enabled: true } })
  })

  test('what cannot be converted gives nothing', () => {
    expect(convert(canary, 'flagger')).toMatchObject({ manifests: [], reports: [] })
  })
})
