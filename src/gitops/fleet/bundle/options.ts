import { isMap, type Json, type JsonMap, setKey } from '../../../values/json.ts'
import { textAt } from '../object.ts'

/**
 * How a field of a target customization changes the bundle's (Fleet 0.16, internal/cmd/controller/options/calculate.go).
 * `text` replaces when not empty (a `-` is taken as it is); `or` cannot be turned off; a key replaces the entry with the same
 * one and appends others.
 */
type Rule = 'text' | 'or' | 'append' | 'deep' | 'replace' | 'timeout' | 'positive' | Keyed | Fields
interface Keyed {
  key: (item: JsonMap) => string
}
interface Fields {
  [field: string]: Rule
}

/** What a customization can change at all; Fleet drops everything else in it silently. */
const mergedFields: Fields = {
  defaultNamespace: 'text',
  namespace: 'text',
  serviceAccount: 'text',
  helm: {
    timeoutSeconds: 'timeout',
    values: 'deep',
    templateValues: 'deep',
    valuesFrom: { key: valuesFromKey },
    repo: 'text',
    chart: 'text',
    version: 'text',
    releaseName: 'text',
    force: 'or',
    atomic: 'or',
    takeOwnership: 'or',
    disablePreProcess: 'or',
    waitForJobs: 'or',
    disableDNS: 'or',
  },
  kustomize: { dir: 'text' },
  diff: { comparePatches: { key: comparePatchKey } },
  yaml: { overlays: 'append' },
  forceSyncGeneration: 'positive',
  keepResources: 'or',
  correctDrift: 'replace',
  downstreamResources: { key: item => `${textAt(item, 'kind').toLowerCase()}|${textAt(item, 'name')}` },
}

/** A bundle's options with those of a customization put over them. */
export function mergeOptions(base: JsonMap, custom: JsonMap): JsonMap {
  return mergeFields(base, custom, mergedFields)
}

export function comparePatchKey(patch: JsonMap): string {
  return ['apiVersion', 'kind', 'namespace', 'name'].map(field => textAt(patch, field)).join('|')
}

function mergeFields(base: JsonMap, custom: JsonMap, fields: Fields): JsonMap {
  const out = { ...base }
  for (const [field, rule] of Object.entries(fields)) {
    const value = custom[field]
    if (value === undefined || value === null) continue
    const merged = mergeValue(out[field], value, rule)
    if (merged === undefined) delete out[field]
    else out[field] = merged
  }
  return out
}

function mergeValue(base: Json | undefined, custom: Json, rule: Rule): Json | undefined {
  if (typeof rule !== 'string') {
    if (isKeyed(rule)) return Array.isArray(custom) ? mergeKeyed(asList(base), custom, rule.key) : base
    return isMap(custom) ? mergeFields(isMap(base) ? base : {}, custom, rule) : base
  }
  switch (rule) {
    case 'text':
      return custom === '' ? base : custom
    case 'or':
      return base === true || custom === true
    case 'append':
      return [...asList(base), ...asList(custom)]
    case 'deep':
      return mergeDeep(base, custom)
    case 'replace':
      return custom
    case 'timeout':
      return Number(custom) > 0 ? custom : Number(custom) < 0 ? undefined : base
    case 'positive':
      return Number(custom) > 0 ? custom : base
  }
}

/** Of entries with the same key in the customization the first counts; without a key all do. */
function mergeKeyed(base: Json[], custom: Json[], key: (item: JsonMap) => string): Json[] {
  const out = [...base]
  const places = new Map(base.map((item, i) => [isMap(item) ? key(item) : '', i]))
  const seen = new Set<string>()
  for (const item of custom) {
    const id = isMap(item) ? key(item) : ''
    if (id !== '' && seen.has(id)) continue
    seen.add(id)
    const place = id === '' ? undefined : places.get(id)
    if (place === undefined) out.push(item)
    else out[place] = item
  }
  return out
}

function mergeDeep(base: Json | undefined, custom: Json): Json {
  if (!isMap(base) || !isMap(custom)) return custom
  const out = { ...base }
  for (const [key, value] of Object.entries(custom)) setKey(out, key, mergeDeep(out[key], value))
  return out
}

function valuesFromKey(item: JsonMap): string {
  for (const [kind, ref] of [
    ['configmap', item['configMapKeyRef']],
    ['secret', item['secretKeyRef']],
  ] as const) {
    if (isMap(ref)) return [kind, ...['namespace', 'name', 'key'].map(field => textAt(ref, field))].join('|')
  }
  return ''
}

function isKeyed(rule: Keyed | Fields): rule is Keyed {
  return typeof rule['key'] === 'function'
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
