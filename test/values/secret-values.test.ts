import { describe, expect, it } from 'vitest'
import { fileLayer } from '../../src/values/file-layer.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import { type Layer, mergeLayers, type SetLayer } from '../../src/values/layers.ts'
import { maskArgument, maskArguments, maskValues } from '../../src/values/secret-values.ts'
import { parseSet, type SetFlag } from '../../src/values/set.ts'

const value = 'hunter2-c2VjcmV0'

function file(text: string): Layer {
  const layer = fileLayer('values.yaml', text)
  if (!('kind' in layer)) throw new Error(layer.message)
  return layer
}

function argument(flag: SetFlag, text: string): SetLayer {
  return { kind: 'set', flag, text, ordinal: 1, assignments: parseSet(text, flag) }
}

function merged(...layers: Layer[]): JsonMap {
  return mergeLayers(layers, 'devtron').data
}

const held: [string, string][] = [
  ['the data of secret', `secret:\n  enabled: true\n  data:\n    password: ${value}\n`],
  ['the data of ConfigSecrets', `ConfigSecrets:\n  secrets:\n  - name: keys\n    data:\n      password: ${value}\n`],
  ['a key called name in the data', `ConfigSecrets: {secrets: [{name: keys, data: {name: ${value}}}]}\n`],
  ['what Devtron calls otherwise', `ConfigSecrets: {secrets: [{name: keys, secretData: [{key: ${value}}]}]}\n`],
  ['a Secret among raw manifests', `rawYaml:\n- kind: Secret\n  stringData: {password: ${value}}\n`],
  ['a raw manifest as text', `rawYaml:\n- |\n  kind: Secret\n  stringData: {password: ${value}}\n`],
  ['JSON', JSON.stringify({ secret: { data: { password: value } } })],
  ['a text where a map belongs', `ConfigSecrets: ${value}\n`],
  ['an alias', `x: &p ${value}\nsecret: {data: {password: *p}}\n`],
]

describe('the values of Secrets in Devtron values', () => {
  it.each(held)('are not in the merged values: %s', (_, text) => {
    const { secret, ConfigSecrets, rawYaml } = merged(file(text))
    expect(JSON.stringify([secret, ConfigSecrets, rawYaml])).not.toContain(value)
    expect(JSON.stringify([secret, ConfigSecrets, rawYaml])).toContain('<hidden>')
  })

  it.each(held)('are blotted out of the text, line for line: %s', (_, text) => {
    const shown = maskValues(text)
    expect(shown).not.toContain(value)
    expect(shown.split('\n').map(line => line.length)).toEqual(text.split('\n').map(line => line.length))
  })

  it.each(held)('are blotted out of a text that breaks, too: %s', (_, text) => {
    if (text.includes('&p')) return
    for (const broken of [`a: [\n${text}`, `${text}\n  b: ]\n`, text.replace(value, `${value}: ${value}: "`)])
      expect(maskValues(broken)).not.toContain(value)
  })

  it.each<[SetFlag, string]>([
    ['--set', `secret.data.password=${value}`],
    ['--set', `a=1,ConfigSecrets.secrets[0].data.password=${value},b=2`],
    ['--set-string', `ConfigSecrets.secrets[0].data.name=${value}`],
    ['--set-json', `secret={"data":{"password":"${value}"}}`],
  ])('are not in arguments: %s %s', (flag, text) => {
    const values = mergeLayers([argument(flag, text)], 'devtron')
    expect(JSON.stringify(values)).not.toContain(value)
    expect(maskArgument(text)).toHaveLength(text.length)
  })
})

describe('arguments in serin.yaml', () => {
  const text = `apps:\n  shop:\n    set: [secret.data.password=${value}, a=1]\n    wrong: {ConfigSecrets.x: ${value}}\n`

  it('are blotted out of the text and of the data', () => {
    expect(maskValues(text)).not.toContain(value)
    const data = { set: [`secret.data.password=${value}`, 'a=1'], wrong: { 'ConfigSecrets.x': value }, app: 'shop' }
    const masked = maskArguments(data)
    expect(JSON.stringify(masked)).not.toContain(value)
    expect(masked).toMatchObject({ set: [expect.any(String), 'a=1'], app: 'shop' })
  })
})

describe('everything else stays', () => {
  it.each<[string, Json]>([
    ['flaggerCanary: {enabled: true}\n', { flaggerCanary: { enabled: true } }],
    [
      'ConfigSecrets: {enabled: true, secrets: [{name: keys, type: environment, external: false}]}\n',
      { ConfigSecrets: { enabled: true, secrets: [{ name: 'keys', type: 'environment', external: false }] } },
    ],
    ['ConfigSecrets: {secrets: []}\n', { ConfigSecrets: { secrets: [] } }],
    ['volumes: [{secret: {secretName: keys}}]\n', { volumes: [{ secret: { secretName: 'keys' } }] }],
  ])('%s', (text, data) => {
    expect(merged(file(text))).toEqual(data)
    expect(maskValues(text)).toBe(text)
  })

  it('nulls, too: they remove what is beneath', () => {
    const below = file(`secret: {enabled: true, data: {password: ${value}}}\n`)
    expect(merged(below, file('secret: {data: null}\n'))).toEqual({ secret: { enabled: true } })
  })

  it('and arguments about something else', () => {
    expect(maskArgument('flaggerCanary.labels.kind=secret')).toBe('flaggerCanary.labels.kind=secret')
  })
})
