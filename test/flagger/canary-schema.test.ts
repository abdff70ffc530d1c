import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { isMap, type JsonMap } from '../../src/values/json.ts'
import { shared } from '../shared.ts'

const schema = JSON.parse(readFileSync('schemas/canary.schema.json', 'utf8')) as JsonMap
const crdFile = shared('data/crds/flagger-1.44.0.yaml')

describe.skipIf(!crdFile)('canary.schema.json and the CRD of Flagger 1.44', () => {
  it('say the same: fields, types, enums, patterns, bounds, required, defaults, oneOf', () => {
    expect(facts(at(schema, 'definitions', 'spec'))).toEqual(facts(crdSpec()))
  })

  it('is closed: an editor marks every field that the API server would drop', () => {
    const open = objectsOf(schema).filter(node => node['properties'] && node['additionalProperties'] !== false)
    const known = [at(schema, 'definitions', 'metadata')]
    expect(open.filter(node => node['type'] === 'object' && !known.includes(node))).toEqual([])
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

function crdSpec(): JsonMap {
  const crds = parseAllDocuments(readFileSync(crdFile ?? '', 'utf8')).map(document => document.toJS() as JsonMap)
  const crd = crds.find(each => at(each, 'spec', 'names')['kind'] === 'Canary')
  const [version] = at(crd ?? {}, 'spec')['versions'] as JsonMap[]
  return at(version ?? {}, 'schema', 'openAPIV3Schema', 'properties', 'spec')
}

/** What both dialects say about the values: no texts, no references, and what only one of them can write translated. */
function facts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(facts)
  if (!isMap(node)) return node
  if (typeof node['$ref'] === 'string') return facts(at(schema, ...node['$ref'].slice(2).split('/')))
  const out: JsonMap = {}
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties' && isMap(value)) {
      out['properties'] = Object.fromEntries(
        Object.entries(value).map(([name, field]) => [name, facts(field)]),
      ) as JsonMap
    } else if (key === 'required') {
      // The CRD also has a stray `required` on an array, where it means nothing.
      if (node['type'] !== 'array') out['required'] = [...(value as string[])].sort()
    } else if (!said.has(key) && !(key === 'additionalProperties' && value === false)) {
      out[key] = facts(value) as JsonMap
    }
  }
  if (node['x-kubernetes-validations'] || node['then']) out['portOfService'] = true
  if (node['x-kubernetes-int-or-string']) out['type'] = ['integer', 'string']
  return out
}

/** Texts, formats that the API server does not check, and the rule about mirror ports, which is compared by name. */
const said = new Set(['title', 'description', 'format', 'x-kubernetes-validations', 'if', 'then'])

function objectsOf(node: unknown): JsonMap[] {
  if (Array.isArray(node)) return node.flatMap(objectsOf)
  return isMap(node) ? [node, ...Object.values(node).flatMap(objectsOf)] : []
}

function at(node: JsonMap, ...path: string[]): JsonMap {
  return path.reduce((value, key) => value[key] as JsonMap, node)
}
