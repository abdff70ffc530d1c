import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { scratch, serin } from './serin.ts'

const folder = ['--manifests', 'fixtures/engines/canary.yaml', '--manifests', 'fixtures/engines/deployment.yaml']
const values = ['-f', 'fixtures/shop/values.yaml', '--app', 'shop', '--release', 'shop-prod', '-n', 'prod']
const objectsOf = (stdout: string) => JSON.parse(stdout) as Manifest[]
const kinds = (stdout: string) => objectsOf(stdout).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

describe('serin convert', () => {
  test('makes a Rollout and all that it needs of a Canary and its Deployment', () => {
    const { code, stdout, stderr } = serin(['convert', ...folder, '--to', 'rollouts', '--output-format', 'json'])
    expect(code).toBe(0)
    expect(kinds(stdout)).toEqual([
      'Rollout shop',
      'Service shop',
      'Service shop-canary',
      'VirtualService shop',
      'AnalysisTemplate shop-checks',
    ])
    expect(stderr).toMatch(/^Canary prod\/shop to Argo Rollouts: \d+ lost, \d+ part, \d+ close, \d+ exact\n {2}lost /)
    expect(stderr).toContain('stepWeight (fixtures/engines/canary.yaml:25 spec.analysis.stepWeight)')
  })

  test('and back, by way of files', () => {
    using there = scratch()
    const rollout = serin(['convert', ...folder, '--to', 'rollouts', '--report', join(there.folder, 'loss.md')])
    const file = join(there.folder, 'loss.md')
    expect(readFileSync(file, 'utf8')).toContain('| exact | stepWeight | `spec.analysis.stepWeight` fixtures/engines')
    const back = serin(['convert', '--manifests', '-', '--to', 'flagger', '--output-format', 'json'], {
      input: rollout.stdout,
    })
    expect(back.code).toBe(0)
    expect(kinds(back.stdout)).toEqual(['Canary shop', 'Deployment shop'])
    const given = serin(['render', ...folder, '--only', 'authored', '--output-format', 'json'])
    expect(objectsOf(back.stdout)).toEqual(objectsOf(given.stdout))
  })

  test('writes the report as JSON, with places', () => {
    using there = scratch()
    const file = join(there.folder, 'loss.json')
    serin(['convert', ...values, '--to', 'rollouts', '--report', file])
    const { version, conversions } = JSON.parse(readFileSync(file, 'utf8'))
    expect(version).toBe(1)
    const [{ from, to, rows, summary }] = conversions
    expect({ from, to }).toEqual({ from: 'Canary shop-prod-canary', to: 'Argo Rollouts' })
    expect(rows).toContainEqual(
      expect.objectContaining({
        feature: 'stepWeight',
        fidelity: 'exact',
        path: '/spec/analysis/stepWeight',
        file: 'fixtures/shop/values.yaml',
        line: 44,
        todo: null,
      }),
    )
    expect(Object.values<number>(summary).reduce((sum, count) => sum + count)).toBe(rows.length)
  })

  test('makes values that render to the same Canary', () => {
    using there = scratch()
    const converted = serin(['convert', ...folder, '--to', 'values'])
    expect(converted.code).toBe(0)
    const input = { input: converted.stdout, cwd: there.folder }
    const json = ['--only', 'authored', '--output-format', 'json']
    const [again] = objectsOf(serin(['render', '-f', '-', '--app', 'shop', '-n', 'prod', ...json], input).stdout)
    const [given] = objectsOf(serin(['render', ...folder, ...json]).stdout)
    expect.assert(given)
    const { service, ...spec } = given['spec'] as { service: object }
    // The report says so: the chart writes out what Flagger assumes.
    expect(again?.['spec']).toEqual({ ...spec, service: { ...service, portDiscovery: false } })
  })

  test('takes the strategy of a pipeline of Devtron’s, with the workload beside it', () => {
    const pipeline = ['-f', 'fixtures/engines/pipeline.json', '--manifests', 'fixtures/engines/deployment.yaml']
    const ran = serin([
      'convert',
      ...pipeline,
      '--app',
      'shop',
      '-n',
      'prod',
      '--to',
      'flagger',
      '--output-format',
      'json',
    ])
    expect(ran.code).toBe(0)
    expect(objectsOf(ran.stdout)).toMatchObject([
      {
        kind: 'Canary',
        spec: {
          service: { name: 'shop-service', port: 80, targetPort: 'http' },
          analysis: { interval: '15s', maxWeight: 75, stepWeight: 25 },
        },
      },
      { kind: 'Deployment', metadata: { name: 'shop' }, spec: { replicas: 4 } },
    ])
    expect(ran.stderr).toContain('exact weights (fixtures/engines/pipeline.json:1 ')
  })

  test('takes a folder of Devtron’s Rollout charts, and says what its chart breaks', () => {
    using there = scratch()
    const folder = join(there.folder, 'reference-chart_5-1-0', '5.1.3')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'Chart.yaml'), 'name: shop\nversion: 5.1.3\n')
    writeFileSync(join(folder, 'values.yaml'), 'deploymentType: CANARY\n')
    const istio =
      '{virtualService: {name: shop}, destinationRule: {name: shop, canarySubsetName: c, stableSubsetName: s}}'
    const canary = `{steps: [{setWeight: 20}], trafficRouting: {istio: ${istio}}}`
    writeFileSync(join(folder, '_3-values.yaml'), `deployment:\n  strategy:\n    canary: ${canary}\n`)
    const ran = serin(['convert', '--devtron', folder, '-n', 'prod', '--to', 'flagger', '--output-format', 'json'])
    expect(ran.code).toBe(0)
    expect(ran.stderr).toContain('RO092')
    expect(ran.stderr).toContain('_3-values.yaml:3')
    expect(kinds(ran.stdout)).toEqual(['Canary shop'])
  })

  test('says which input is missing, and what is wrong with it', () => {
    expect(serin(['convert', ...folder])).toMatchObject({ code: 2, stderr: expect.stringContaining('--to is missing') })
    expect(serin(['convert', ...folder, '--to', 'flagger'])).toMatchObject({
      code: 2,
      stderr: 'serin: there is nothing to convert: no Rollout in the input\n',
    })
    const broken = readFileSync('fixtures/engines/canary.yaml', 'utf8').replace('interval: 1m', 'interval: soon')
    expect(serin(['convert', '--manifests', '-', '--to', 'rollouts'], { input: broken })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('<stdin>:22:15 error'),
    })
  })
})

describe('serin render --engine rollouts', () => {
  const json = ['--output-format', 'json']

  test('writes what convert writes, and says in one line what that costs', () => {
    const rendered = serin(['render', ...folder, '--engine', 'rollouts'])
    expect(rendered.code).toBe(0)
    expect(rendered.stdout).toBe(serin(['convert', ...folder, '--to', 'rollouts']).stdout)
    expect(rendered.stderr).toMatch(
      /^serin: Canary prod\/shop as a Rollout: .*; serin convert --to rollouts tells which\n$/,
    )
  })

  test('leaves a given Rollout as it is, and shows the mesh before the first step', () => {
    const rollout = serin(['convert', ...folder, '--to', 'rollouts', '--split', 'subsets'])
    const input = { input: rollout.stdout }
    expect(serin(['render', '--manifests', '-'], input)).toEqual({ code: 0, stdout: rollout.stdout, stderr: '' })
    for (const only of ['generated', 'changed']) {
      const ran = serin(['render', '--manifests', '-', '--only', only, ...json], input)
      expect(kinds(ran.stdout)).toEqual(['VirtualService shop', 'DestinationRule shop'])
      expect(ran.stdout).toContain('"rollouts-pod-template-hash": "CANARYHASH"')
    }
  })

  test('refuses what kubectl argo rollouts lint refuses', () => {
    const { stdout } = serin(['convert', ...folder, '--to', 'rollouts'])
    const ran = serin(['render', '--manifests', '-'], { input: stdout.replace('setWeight: 50', 'setWeight: 500') })
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('RO031')
  })

  test('--refs strict wants every object that is named', () => {
    const { stdout } = serin(['convert', ...folder, '--to', 'rollouts', ...json])
    const alone = JSON.stringify(objectsOf(stdout).filter(({ kind }) => kind === 'Rollout')[0])
    expect(serin(['render', '--manifests', '-'], { input: alone }).code).toBe(0)
    const strict = serin(['render', '--manifests', '-', '--refs', 'strict'], { input: alone })
    expect(strict.code).toBe(1)
    expect(strict.stderr).toContain('there is no VirtualService "shop"')
  })

  test('background analysis, pauses for gates', () => {
    const { stdout } = serin(['render', ...folder, '--engine', 'rollouts', '--analysis', 'background', ...json])
    const [rollout] = objectsOf(stdout)
    expect(rollout).toMatchObject({ spec: { strategy: { canary: { analysis: { startingStep: 1 } } } } })
  })
})
