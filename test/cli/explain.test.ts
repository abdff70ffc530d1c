import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch, serin } from './serin.ts'

const shop = ['-f', 'fixtures/shop/values.yaml', '--app', 'shop', '--release', 'shop-prod', '-n', 'prod']

describe('explain values', () => {
  test('says who set it, what it overrode and what it becomes', () => {
    const { code, stdout, stderr } = serin([
      'explain',
      'values',
      'flaggerCanary.analysis.stepWeight',
      ...shop,
      '--set',
      'flaggerCanary.analysis.stepWeight=10',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('flaggerCanary.analysis.stepWeight is 10\n')
    expect(stdout).toMatch(/^ {3}chart defaults 4-22-0 +5 +overridden\n/m)
    expect(stdout).toMatch(/^ {3}fixtures\/shop\/values\.yaml:44:17 +5 +overridden\n/m)
    expect(stdout).toMatch(/^> {2}--set flaggerCanary\.analysis\.stepWeight=10 +10 +counts\n/m)
    expect(stdout).toContain('    Canary shop-prod-canary spec.analysis.stepWeight: 10 → 20\n')
    expect(stdout).toMatch(/^The rollouts .* ticks are different/m)
  })

  test('the same as JSON', () => {
    const { code, stdout } = serin(['explain', 'values', 'flaggerCanary.targetPort', ...shop, '--format', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      path: '/flaggerCanary/targetPort',
      value: 8080,
      layers: [
        { layer: 'chart defaults 4-22-0', value: 8080, fate: 'overridden' },
        { layer: 'fixtures/shop/values.yaml', file: 'fixtures/shop/values.yaml', line: 33, column: 15, fate: 'counts' },
      ],
      effects: { instead: expect.anything(), fields: expect.any(Array), timeline: null },
      fixes: [],
    })
  })

  test('a fix that is off has no hand in it', () => {
    const rate = ['explain', 'values', 'flaggerCanary.thresholds.successRate', ...shop]
    expect(serin(rate).stdout).toContain('metrics[0].thresholdRange.min: 90 → 91')
    expect(serin(rate).stdout).toContain('Fixes with a hand in it: threshold-range')
    const off = serin([...rate, '--no-fix', 'threshold-range']).stdout
    expect(off).toContain('metrics[0].threshold: 90 → 91')
    expect(off).not.toContain('Fixes')
  })

  test('of wrong values says what is wrong, and what it can', () => {
    using work = scratch()
    const file = join(work.folder, 'bad.yaml')
    writeFileSync(file, 'flaggerCanary:\n  enabled: true\n  serviceport: http\n')
    const { code, stdout, stderr } = serin([
      'explain',
      'values',
      'flaggerCanary.serviceport',
      '-f',
      file,
      '--app',
      'shop',
    ])
    expect(code).toBe(1)
    expect(stderr).toContain(`${file}:3:16 error flaggerCanary.serviceport is "http"`)
    expect(stdout).toContain('> ')
    expect(stdout).toContain('What it does is not known')
  })

  test('of values that nobody can read is nothing', () => {
    const ran = serin(['explain', 'values', 'a', '-f', '-', '--app', 'shop'], { input: 'a: [' })
    expect(ran).toMatchObject({ code: 2, stdout: '' })
  })
})

test('explain field, fix and rule', () => {
  expect(serin(['explain', 'field', 'Canary.spec.analysis.threshold'])).toMatchObject({ code: 0, stderr: '' })
  expect(serin(['explain', 'fix']).stdout.split('\n')[0]).toMatch(/^keep-types {2,}\S/)
  expect(serin(['explain', 'fix', 'loadtest-port']).stdout).toContain('Off with --no-fix loadtest-port')
  expect(serin(['explain', 'rule', 'dt009']).stdout).toContain('DT009 (error)')
  expect(serin(['explain', 'rule']).stdout).toMatch(/^DT001 /m)
})

test.each(['field Canary.spec.provider', 'fix', 'fix no-nulls', 'rule', 'rule DT009'])('explain %s as JSON', args => {
  const { code, stdout } = serin(['explain', ...args.split(' '), '--format', 'json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ version: 1 })
})

describe('what cannot be explained is one sentence and exit code 2', () => {
  test.each([
    [[], 'expected serin explain values, field, fix or rule'],
    [['vlaues'], 'expected serin explain values, field, fix or rule, not vlaues; did you mean values?'],
    [['fix', 'a', 'b'], 'serin explain fix takes one name, not also b'],
    [['fix', 'no-null'], 'there is no fix no-null; did you mean no-nulls?'],
    [['rule', 'DT999'], 'there is no rule DT999; serin explain rule lists them'],
    [['field'], 'expected a field: serin explain field Canary.spec.analysis.interval'],
    [['field', 'Canary.sepc'], 'Canary has no field sepc; did you mean Canary.spec?'],
    [['values'], 'expected a path: serin explain values flaggerCanary.serviceport -f FILE'],
    [['values', 'a'], 'no input: give values with -f'],
    [
      ['values', 'flaggerCanary.port', ...shop],
      'there is no value flaggerCanary.port; did you mean flaggerCanary.serviceport?',
    ],
    [
      ['values', 'flaggerCanary.analysis.stepweight', ...shop],
      'there is no value flaggerCanary.analysis.stepweight; did you mean flaggerCanary.analysis.stepWeight?',
    ],
    [
      ['values', 'a', '--manifests', 'fixtures/istio-tutorial'],
      'explain values needs values: give them with -f or --devtron, not manifests alone',
    ],
  ])('%j', (args, sentence) => {
    const { code, stdout, stderr } = serin(['explain', ...args])
    expect(stderr).toContain(`serin: ${sentence}`)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})
