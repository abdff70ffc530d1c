import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lint } from '../../src/lint/lint.ts'
import { devtronRules } from '../../src/lint/rules/devtron/index.ts'
import { errorsOfValues, ofValues } from '../../src/lint/values.ts'
import { valuesView } from '../../src/lint/view/values.ts'
import { type Finding, isError } from '../../src/values/finding.ts'
import type { Json } from '../../src/values/json.ts'
import { flagsOf, valuesSubject } from './load.ts'

const folder = 'fixtures/bad-values'
const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))

/** About every app without a load test, an HPA or a gateway of the mesh, and so about most of these. */
const usual = ['DT011', 'DT016', 'DT021', 'DT036']

function found(file: string, flags: string): Finding[] {
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  return lint([valuesSubject({ [file]: text }, flagsOf(flags))]).filter(({ code }) => !usual.includes(code))
}

/** What serin mends is right without --compat: nothing is found there. */
const mended = [
  '11-match-exact.yaml',
  '11-match-regex.yaml',
  '12-match-headers-only.yaml',
  '17-gateway-hosts.yaml',
  '20-other-gateways-map.yaml',
  '25-autoscaling-name.yaml',
  '25-keda.yaml',
]

describe('values that pass the schema of Devtron and are wrong', () => {
  it.each(files.filter(file => !mended.includes(file)))('%s has a finding in its flaggerCanary block', file => {
    const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n')
    const block = lines.findIndex(line => line.startsWith('flaggerCanary')) + 1
    expect(found(file, '').some(({ place }) => place.line >= block)).toBe(true)
  })

  it.each(mended)('%s is right as serin renders it, and wrong with --compat', file => {
    expect(found(file, '').filter(({ severity }) => severity === 'error')).toEqual([])
    expect(found(file, '--compat').some(({ severity }) => severity === 'error')).toBe(true)
  })

  it.each([
    ['07-interval-short.yaml', 'DT030', '12:15'],
    ['08-maxweight-below-stepweight.yaml', 'DT029', '14:16'],
    ['09-successrate-fraction.yaml', 'DT032', '17:18'],
    ['17-gateway-without-host.yaml', 'DT012', '11:3'],
    ['18-tls-without-secret.yaml', 'DT013', '14:5'],
    ['25-serviceport-nowhere.yaml', 'DT008', '9:16'],
    ['25-targetport-nowhere.yaml', 'DT007', '10:15'],
  ])('%s: %s, which no schema sees, at %s', (file, code, at) => {
    const places = found(file, '').filter(finding => finding.code === code)
    expect(places.map(({ place }) => `${place.line}:${place.column}`)).toEqual([at])
  })

  it('tells of one mistake once, whatever schema, chart and CRD say of it', () => {
    for (const file of files) {
      const errors = found(file, '').filter(({ severity }) => severity === 'error')
      expect({ file, errors: errors.length }).toEqual({ file, errors: Math.min(errors.length, 1) })
    }
  })
})

const recorded: { name: string; chart: string; values: Json }[] = JSON.parse(
  readFileSync('fixtures/golden/devtron/random-cases.json', 'utf8'),
)

it.each(['', '--compat'])('what render refuses is every error that a rule about values gives (%s)', flags => {
  const texts = [
    ...files.map(file => ({ text: readFileSync(`${folder}/${file}`, 'utf8'), chart: '' })),
    ...recorded.map(({ values, chart }) => ({ text: JSON.stringify(values), chart: ` --chart ${chart}` })),
  ]
  let errors = 0
  for (const { text, chart } of texts) {
    const { devtron } = valuesSubject({ 'values.yaml': text }, flagsOf(flags + chart))
    if (!devtron) throw new Error('not about values')
    const every = devtronRules.flatMap(rule => ofValues(rule, valuesView(devtron))).filter(isError)
    expect(errorsOfValues(devtron)).toEqual(every)
    errors += every.length
  }
  expect(errors).toBeGreaterThan(20)
})
