import { describe, expect, it } from 'vitest'
import { explainValue, type ValueExplanation } from '../../src/explain/values/explain.ts'
import { describeObject } from '../../src/values/finding.ts'
import { dotted } from '../../src/values/pointer.ts'
import { flagsOf, valuesSubject } from '../lint/load.ts'

const base = `
flaggerCanary:
  enabled: true
  serviceport: 80
  analysis: {interval: 30s, stepWeight: 10}
`

function explained(path: string, texts: Record<string, string>, flags = ''): ValueExplanation {
  const found = ask(path, texts, flags)
  if ('unknown' in found) throw new Error(found.unknown)
  return found
}

function ask(path: string, texts: Record<string, string>, flags = '') {
  const { devtron } = valuesSubject(texts, flagsOf(flags))
  if (!devtron) throw new Error('no values')
  return explainValue(devtron, path)
}

function fates({ says }: ValueExplanation): string[] {
  return says.map(({ layer, place, fate }) =>
    layer.kind === 'file' ? `${layer.name}:${place.line}:${place.column} ${fate}` : `${layer.kind} ${fate}`,
  )
}

/** Without the manifests of objects that come or go. */
function fields({ effects }: ValueExplanation): string[] {
  return (effects?.fields ?? []).map(({ part, object, path, before, after }) => {
    const name = `${part} ${describeObject(object)}`
    return path === ''
      ? `${name} ${after === undefined ? 'goes' : 'comes'}`
      : `${name} ${dotted(path)} ${before} → ${after}`
  })
}

describe('who says what', () => {
  it('the last layer counts, and those below it are overridden, each at its place', () => {
    const prod = 'flaggerCanary:\n  analysis:\n    stepWeight: 20\n'
    const found = explained('flaggerCanary.analysis.stepWeight', { 'base.yaml': base, 'prod.yaml': prod })
    expect(found.value).toBe(20)
    expect(fates(found)).toEqual(['defaults overridden', 'base.yaml:5:41 overridden', 'prod.yaml:3:17 counts'])
  })

  it('a null of Devtron’s brings the default back', () => {
    const prod = 'flaggerCanary:\n  analysis:\n    stepWeight: null\n'
    const found = explained('flaggerCanary.analysis.stepWeight', { 'base.yaml': base, 'prod.yaml': prod })
    expect(found.value).toBe(5)
    expect(fates(found)).toEqual(['defaults counts', 'base.yaml:5:41 overridden', 'prod.yaml:3:17 removes it'])
  })

  it('a null of Helm’s removes the value', () => {
    const prod = 'flaggerCanary:\n  timeout: null\n'
    const below = `${base}  timeout: 5s\n`
    const found = explained(
      'flaggerCanary.timeout',
      { 'base.yaml': below, 'prod.yaml': prod },
      '--null-semantics helm3',
    )
    expect(found.value).toBeUndefined()
    expect(fates(found).at(-1)).toBe('prod.yaml:2:12 removes it')
  })

  it('maps are merged: each value in them has a layer of its own', () => {
    const prod = 'flaggerCanary:\n  analysis:\n    stepWeight: 20\n'
    const found = explained('flaggerCanary.analysis', { 'base.yaml': base, 'prod.yaml': prod })
    expect(fates(found)).toEqual(['defaults merged', 'base.yaml:5:13 merged', 'prod.yaml:3:5 merged'])
    expect(found.leaves.map(({ path, value, from }) => [dotted(path), value, from?.layer.kind])).toEqual([
      ['flaggerCanary.analysis.interval', '30s', 'file'],
      ['flaggerCanary.analysis.stepWeight', 20, 'file'],
      ['flaggerCanary.analysis.threshold', 5, 'defaults'],
      ['flaggerCanary.analysis.maxWeight', 50, 'defaults'],
    ])
  })
})

describe('what it does', () => {
  it('is shown in the Canary and in what Flagger makes of it', () => {
    expect(fields(explained('flaggerCanary.serviceport', { 'base.yaml': base }))).toEqual([
      'authored Canary shop-prod-canary spec.service.port 80 → 160',
      'authored Canary shop-prod-canary spec.analysis.webhooks[0].metadata.cmd hey -z 1m -q 10 -c 2 http://shop-prod-canary.prod:80/ → hey -z 1m -q 10 -c 2 http://shop-prod-canary.prod:160/',
      'generated Service prod/shop-prod-canary spec.ports[0].port 80 → 160',
      'generated Service prod/shop-prod-primary spec.ports[0].port 80 → 160',
      'generated Service prod/shop-prod spec.ports[0].port 80 → 160',
    ])
  })

  it('with --compat is what the chart does: its load test does not follow the port', () => {
    const found = explained('flaggerCanary.serviceport', { 'base.yaml': base }, '--compat')
    expect(fields(found).filter(field => field.includes('cmd'))).toEqual([])
    expect(found.fixes).toEqual([])
  })

  it('names the fixes that have a hand in it', () => {
    const rate = explained('flaggerCanary.thresholds.successRate', { 'base.yaml': base })
    expect(rate.fixes.map(({ name }) => name)).toEqual(['threshold-range'])
  })

  it('may be that objects come or go', () => {
    const found = fields(explained('flaggerCanary.enabled', { 'base.yaml': base }))
    expect(found).toContain('authored Canary shop-prod-canary goes')
    expect(found).toContain('generated VirtualService prod/shop-prod goes')
  })

  it('may be another name for everything, which then is still the same object', () => {
    const found = fields(explained('fullnameOverride', { 'base.yaml': `fullnameOverride: web\n${base}` }))
    expect(found).toContain('authored Canary web-canary metadata.name web-canary → other-web-canary')
    expect(found.filter(field => / (comes|goes)$/.test(field))).toEqual([])
  })

  it('of nothing is what it would be with an example of the schema', () => {
    const { effects } = explained('flaggerCanary.labels', { 'base.yaml': base })
    expect(effects?.instead).toEqual({ team: 'payments' })
    expect(effects?.fields.map(({ path }) => path)).toEqual(['/metadata/labels/team'])
  })

  it('is not known where nothing else would be right by itself', () => {
    const found = explained('flaggerCanaryExtras.ingressRef.name', { 'base.yaml': base })
    expect(found).toMatchObject({ isValid: true, effects: null })
  })

  it('may be nothing', () => {
    const { effects } = explained('image.pullPolicy', { 'base.yaml': `image: {pullPolicy: Always}\n${base}` })
    expect(effects?.fields).toEqual([])
  })

  it('is not known of wrong values', () => {
    const wrong = 'flaggerCanary: {enabled: true, serviceport: http}'
    expect(explained('flaggerCanary.enabled', { 'base.yaml': wrong })).toMatchObject({ isValid: false, effects: null })
  })
})

describe('the rollouts', () => {
  it('have fewer ticks with larger steps, and all from the first step on are other ones', () => {
    const { effects } = explained('flaggerCanary.analysis.stepWeight', { 'base.yaml': base })
    expect(effects?.instead).toBe(20)
    const ticks = effects?.course?.measures.find(({ measure }) => measure === 'ticks')
    // Notice, a step for each 10 or 20 percent up to 50 and beyond, promote, give back, finish.
    expect([ticks?.a, ticks?.b]).toEqual([9, 7])
    expect(effects?.course?.ticks.length).toBeGreaterThan(0)
  })

  it('take as many ticks with a longer interval, but longer ones', () => {
    const { effects } = explained('flaggerCanary.analysis.interval', { 'base.yaml': base })
    const [seconds] = effects?.course?.measures ?? []
    expect(seconds).toMatchObject({ measure: 'promotionSeconds', a: 270, b: 540 })
    expect(effects?.course?.measures.find(({ measure }) => measure === 'ticks')).toBeUndefined()
  })

  it('do not know of ports', () => {
    expect(explained('flaggerCanary.serviceport', { 'base.yaml': base }).effects?.course).toBeNull()
  })
})

describe('a path that nobody knows', () => {
  it.each([
    [
      'flaggerCanary.analysis.stepweight',
      'there is no value flaggerCanary.analysis.stepweight; did you mean flaggerCanary.analysis.stepWeight?',
    ],
    [
      'flagerCanary.anlysis.stepWeight',
      'there is no value flagerCanary.anlysis.stepWeight; did you mean flaggerCanary.analysis.stepWeight?',
    ],
    ['stepWeight', 'there is no value stepWeight; did you mean flaggerCanary.analysis.stepWeight?'],
    [
      'flaggerCanary.stepWeights',
      'there is no value flaggerCanary.stepWeights; did you mean flaggerCanaryExtras.analysis.stepWeights?',
    ],
    ['flaggerCanary.wherever', 'there is no value flaggerCanary.wherever'],
    ['a..b', 'a..b is no path such as flaggerCanary.match[0].uri'],
  ])('%s', (path, unknown) => {
    expect(ask(path, { 'base.yaml': base })).toEqual({ unknown })
  })

  it('but those that the schema knows are explained, and what only a file says too', () => {
    expect(explained('flaggerCanaryExtras.progressDeadlineSeconds', { 'base.yaml': base }).value).toBeUndefined()
    const own = explained('resources.limits.cpu', { 'base.yaml': `resources: {limits: {cpu: 2}}\n${base}` })
    expect(own).toMatchObject({ value: 2, effects: { fields: [] } })
  })
})
