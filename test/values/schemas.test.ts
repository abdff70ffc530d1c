import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isMap, type Json, type JsonMap } from '../../src/values/json.ts'
import { misnamedKeys } from '../../src/values/misnamed.ts'
import { childNode, type Node, nodeAt, rootNode } from '../../src/values/schema.ts'
import { schemaCodes } from '../../src/values/schema-codes.ts'
import { validateValues } from '../../src/values/validate.ts'
import { shared } from '../shared.ts'

const names = ['flagger-canary', 'flagger-canary-extras', 'devtron-values']
const files = readdirSync('schemas').filter(file => file.endsWith('.schema.json'))
const schemas = new Map(files.map(file => [file, JSON.parse(readFileSync(`schemas/${file}`, 'utf8')) as JsonMap]))
const root = 'devtron-values.schema.json'

describe.each(names)('%s.schema.json', name => {
  const file = `${name}.schema.json`
  const schema = schemas.get(file) ?? {}

  it('is a draft-07 schema that calls itself by the name of its file', () => {
    expect(new Ajv().validateSchema(schema)).toBe(true)
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    expect(schema['$id']).toBe(file)
  })

  it('refers to what lies beside it and is there', () => {
    const missing = maps(schema).flatMap(({ $ref }) => {
      if (typeof $ref !== 'string') return []
      const [other, path = ''] = $ref.split('#')
      return find(schemas.get(other || file), path) === undefined ? [$ref] : []
    })
    expect(missing).toEqual([])
  })

  it('has patterns that every engine reads: no look-around, and none that differs between `u` and plain', () => {
    const patterns = maps(schema).flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []))
    expect(patterns.filter(pattern => /\(\?[=!<]/.test(pattern))).toEqual([])
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })

  it('gives no code that is not in the table', () => {
    const codes = maps(schema).flatMap(node => [node['x-code'] ?? [], node['x-null'] ?? []].flat())
    expect(codes.filter(code => !(String(code) in schemaCodes))).toEqual([])
  })
})

describe('the compiled validators', () => {
  it.each(files)('of %s never copy the errors so far, which would cost n² for n mistakes', file => {
    const code = readFileSync(`build/validators/${file.replace('.schema.json', '.js')}`, 'utf8')
    expect(code).toContain('joined(vErrors, ')
    expect(code).not.toContain('.concat(')
  })
})

describe('the two blocks', () => {
  const block = (name: string) => walk(nodeAt(root, `/${name}`), name)

  it.each(['flaggerCanary', 'flaggerCanaryExtras'])('%s says what every key is for', name => {
    const silent = block(name).filter(({ node }) => !node.parts.some(({ schema }) => 'description' in schema))
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  it.each(['flaggerCanary', 'flaggerCanaryExtras'])('%s is closed on every level', name => {
    const open = block(name).filter(
      ({ node }) => node.keys.length > 0 && !node.parts.some(({ schema }) => schema.additionalProperties === false),
    )
    expect(open.map(({ path }) => path)).toEqual([])
  })

  it('accept their own defaults and examples', () => {
    const wrong = ['flaggerCanary', 'flaggerCanaryExtras'].flatMap(name =>
      block(name)
        .filter(({ path }) => !path.includes('[]') && !path.includes('<'))
        .flatMap(({ path, node }) => samples(node).flatMap(value => validateValues(nest(path, value)))),
    )
    // A sample stands alone: its map may lack the other keys it needs.
    expect(wrong.filter(({ code }) => code !== 'SC005')).toEqual([])
  })

  it('take a scoped variable for any value: it is unresolved, not of the wrong type', () => {
    const places = block('flaggerCanary').filter(({ path }) => !path.includes('[]') && !path.includes('<'))
    for (const { path } of places) {
      const problems = validateValues(nest(path, '@{{SOME_NAME}}'))
      expect({ path, codes: problems.map(({ code }) => code) }).toEqual({ path, codes: ['DT005'] })
    }
  })

  it('are where the known wrong names point to, and are not those names', () => {
    for (const [place, names] of Object.entries(misnamedKeys)) {
      for (const [key, { meant }] of Object.entries(names)) {
        const here = listed(`/${place.replaceAll('.', '/')}`)
        expect(here.keys, `${place}.${key}`).not.toContain(key)
        const at = meant?.startsWith('flagger') ? rootNode(root) : here
        const target = meant?.split('.').reduce(childNode, at)
        expect(target?.parts, `${place}.${key}`).not.toEqual([])
      }
    }
  })
})

describe('flaggerCanary and the chart', () => {
  const file = shared('golden/devtron/chart-defaults-4-22-0.json')

  it.skipIf(!file)('have the same keys and defaults', () => {
    const chart = JSON.parse(readFileSync(file ?? '', 'utf8')).flaggerCanary as JsonMap
    const stated = (node: Node): Json => {
      const keys = node.types.includes('object') ? node.keys : []
      const value = node.parts.flatMap(({ schema }) => ('default' in schema ? [schema.default as Json] : []))[0] ?? null
      if (keys.length === 0 || value === null || Array.isArray(value)) return value
      return Object.fromEntries(keys.map(key => [key, stated(childNode(node, key))]))
    }
    const node = nodeAt(root, '/flaggerCanary')
    expect(Object.fromEntries(node.keys.map(key => [key, stated(childNode(node, key))]))).toEqual(chart)
  })
})

describe('devtron-values.schema.json and real values', () => {
  const cases = JSON.parse(readFileSync('fixtures/golden/devtron/typed-values.json', 'utf8')) as {
    name: string
    values: Json
  }[]
  /** What some of the recorded values get wrong in earnest: the Canary's CRD or Flagger itself would refuse them. */
  const mistakes = new Set([
    'flaggerCanary.timeout is 30; expected a duration with its unit such as 500ms, 15s, 1m30s or 24h',
    'flaggerCanary.analysis.maxWeight is 30.5; expected a whole percentage from 1 to 100',
    'flaggerCanary.match[0].uri is {prefix: "/p", regex: ".*"}; expected a map with exactly one of exact, prefix and regex',
  ])

  it('agree on all sensible values that were recorded from the chart', () => {
    const problems = cases.flatMap(({ name, values }) =>
      validateValues(values).map(({ message }) => ({ name, message })),
    )
    expect(problems.filter(({ message }) => !mistakes.has(message))).toEqual([])
    expect(new Set(problems.map(({ message }) => message))).toEqual(mistakes)
  })

  const chart = shared('data/devtron-chart-4-22-0')
  it.skipIf(!chart).each(['app-values', 'values', 'env-values', 'test_values'])(
    'agree on %s.yaml of the chart',
    name => {
      const values = parse(readFileSync(`${chart}/${name}.yaml`, 'utf8'), { version: '1.1' }) as Json
      // The chart's own sample still has the key that the template does not read.
      const known = name === 'test_values' ? ['/flaggerCanary/port'] : []
      expect(validateValues(values).map(({ path }) => path)).toEqual(known)
    },
  )
})

function maps(node: Json | undefined): JsonMap[] {
  if (Array.isArray(node)) return node.flatMap(maps)
  return isMap(node) ? [node, ...Object.values(node).flatMap(maps)] : []
}

function find(schema: JsonMap | undefined, path: string): Json | undefined {
  const keys = path.split('/').slice(1)
  return keys.reduce<Json | undefined>((node, key) => (isMap(node) ? node[key] : undefined), schema)
}

/** Every key below a node, entries of lists and of free maps included. */
function walk(node: Node, path: string): { path: string; node: Node }[] {
  const below = node.types.includes('array')
    ? walk(childNode(node, '0'), `${path}[]`)
    : node.keys.flatMap(key => walk(childNode(node, key), `${path}.${key}`))
  return [...(path.endsWith('[]') ? [] : [{ path, node }]), ...below]
}

function listed(path: string): Node {
  const node = nodeAt(root, path)
  return node.types.includes('array') ? childNode(node, '0') : node
}

function samples(node: Node): Json[] {
  const own = node.parts[0]?.schema as JsonMap | undefined
  const examples = own?.['examples']
  return [...(own && 'default' in own ? [own['default'] ?? null] : []), ...(Array.isArray(examples) ? examples : [])]
}

function nest(path: string, value: Json): Json {
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value)
}
