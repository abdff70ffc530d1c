import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { canaryCrd } from '../../src/flagger/stored.ts'
import { isMap, type Json, type JsonMap } from '../../src/values/json.ts'
import { shared } from '../shared.ts'

const crdFile = shared('data/crds/flagger-1.44.0.yaml')

describe.each([
  ['canary', 'Canary'],
  ['metric-template', 'MetricTemplate'],
  ['alert-provider', 'AlertProvider'],
])('%s.schema.json', (name, kind) => {
  const schema = load(name)

  it.skipIf(!crdFile)(
    'says what the CRD of Flagger 1.44 does: fields, types, enums, patterns, bounds, required, oneOf',
    () => {
      expect(facts(at(schema, 'definitions', 'spec'), schema)).toEqual(facts(crdSpec(kind), {}))
    },
  )

  it('is closed: an editor marks every field that the API server would drop', () => {
    const open = objectsOf(schema).filter(node => node['properties'] && node['additionalProperties'] !== false)
    const metadata = at(load('canary'), 'definitions', 'metadata')
    expect(open.filter(node => node['type'] === 'object')).toEqual(name === 'canary' ? [metadata] : [])
  })

  it('describes every field', () => {
    const silent = objectsOf(schema).flatMap(node =>
      Object.entries(isMap(node['properties']) ? node['properties'] : {}).filter(
        ([, field]) => isMap(field) && field['type'] !== undefined && typeof field['description'] !== 'string',
      ),
    )
    expect(silent).toEqual([])
  })
})

it('sets the defaults that the schema of the Canary has, and no others', () => {
  const listed = (canaryCrd.defaults ?? []).flatMap(({ path, defaults }) =>
    Object.entries(defaults).map(([key, value]) => [[...path, key].join('.'), value]),
  )
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(defaultsIn(load('canary'), [])))
})

function load(name: string): JsonMap {
  return JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'))
}

function defaultsIn(node: JsonMap, path: string[]): [string, Json][] {
  if (typeof node['$ref'] === 'string') return defaultsIn(resolve(node['$ref'], load('canary')), path)
  if (node['default'] !== undefined) return [[path.join('.'), node['default']]]
  const fields = Object.entries(isMap(node['properties']) ? node['properties'] : {})
  const items: [string, Json][] = isMap(node['items']) ? [['*', node['items']]] : []
  return [...fields, ...items].flatMap(([key, field]) => defaultsIn(field as JsonMap, [...path, key]))
}

function crdSpec(kind: string): JsonMap {
  const crds = parseAllDocuments(readFileSync(crdFile ?? '', 'utf8')).map(document => document.toJS() as JsonMap)
  const crd = crds.find(each => at(each, 'spec', 'names')['kind'] === kind)
  const [version] = at(crd ?? {}, 'spec')['versions'] as JsonMap[]
  return at(version ?? {}, 'schema', 'openAPIV3Schema', 'properties', 'spec')
}

/** What both dialects say about the values: no texts, no references, and what only one of them can write translated. */
function facts(node: unknown, schema: JsonMap): unknown {
  if (Array.isArray(node)) return node.map(item => facts(item, schema))
  if (!isMap(node)) return node
  if (typeof node['$ref'] === 'string') return facts(resolve(node['$ref'], schema), schema)
  const out: JsonMap = {}
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties' && isMap(value)) {
      out['properties'] = Object.fromEntries(
        Object.entries(value).map(([name, field]) => [name, facts(field, schema)]),
      ) as JsonMap
    } else if (key === 'required') {
      // The CRD also has a stray `required` on an array, where it means nothing.
      if (node['type'] !== 'array') out['required'] = [...(value as string[])].sort()
    } else if (!said.has(key) && !(key === 'additionalProperties' && value === false)) {
      out[key] = facts(value, schema) as JsonMap
    }
  }
  if (node['x-kubernetes-validations'] || node['then']) out['portOfService'] = true
  if (node['x-kubernetes-int-or-string']) out['type'] = ['integer', 'string']
  return out
}

/** Texts, formats that the API server does not check, and the rule about mirror ports, which is compared by name. */
const said = new Set([
  'title',
  'description',
  'errorMessage',
  'x-guess',
  'format',
  'x-kubernetes-validations',
  'if',
  'then',
])

function resolve(ref: string, schema: JsonMap): JsonMap {
  return at(schema, ...ref.slice(2).split('/'))
}

function objectsOf(node: unknown): JsonMap[] {
  if (Array.isArray(node)) return node.flatMap(objectsOf)
  return isMap(node) ? [node, ...Object.values(node).flatMap(objectsOf)] : []
}

function at(node: JsonMap, ...path: string[]): JsonMap {
  return path.reduce((value, key) => value[key] as JsonMap, node)
}
