import { isMap, type Json, type JsonMap, typeName } from '../../values/json.ts'
import type { Outcome } from '../fleet/json-patch.ts'
import { itemAt, textAt } from '../fleet/object.ts'
import type { IgnoreDifference } from './input.ts'

/** What a file says about a comparison; an Application says more than its rules. */
export interface ApplicationRules {
  ignoreDifferences: IgnoreDifference[]
  /** `''` when the file is no whole Application. */
  app: string
  appNamespace: string
  syncOptions: string[]
}

/**
 * The rules of a file that holds a bare list, a part of an Application or a whole one. Values of the wrong type are an error: the
 * API server refuses such an Application.
 */
export function readApplicationRules(data: Json): Outcome<ApplicationRules> {
  const faults: string[] = []
  const application = isMap(data) ? data : {}
  const spec = isMap(application['spec']) ? application['spec'] : application
  const rules = Array.isArray(data) ? data : listAt(spec, 'ignoreDifferences', 'ignoreDifferences', faults)
  if (data !== null && !isMap(data) && !Array.isArray(data)) {
    faults.push(`expected a list of ignoreDifferences or an Application, found a ${typeName(data)}`)
  }
  const ignoreDifferences = rules.map((rule, i) => readRule(rule, `ignoreDifferences[${i}]`, faults))
  const policy = itemAt(spec, 'syncPolicy')
  const syncOptions = texts(isMap(policy) ? policy : {}, 'syncOptions', 'syncPolicy.syncOptions', faults)
  const [fault] = faults
  if (fault !== undefined) return { error: fault }
  const appNamespace = textAt(spec, 'destination', 'namespace')
  return { done: { ignoreDifferences, app: textAt(application, 'metadata', 'name'), appNamespace, syncOptions } }
}

/** The keys of argocd-cm: of the ConfigMap, or bare. */
export function readArgocdCm(data: Json): Outcome<Record<string, string>> {
  const keys = isMap(data) && data['kind'] === 'ConfigMap' ? (data['data'] ?? null) : data
  if (keys === null) return { done: {} }
  if (!isMap(keys)) return { error: `expected a ConfigMap or its keys, found a ${typeName(keys)}` }
  const out: Record<string, string> = {}
  for (const [key, value] of Object.entries(keys)) {
    if (typeof value !== 'string') return { error: `${key}: expected a text, found a ${typeName(value)}` }
    out[key] = value
  }
  return { done: out }
}

function readRule(rule: Json, place: string, faults: string[]): IgnoreDifference {
  if (!isMap(rule)) faults.push(`${place}: expected a map, found a ${typeName(rule)}`)
  const map = isMap(rule) ? rule : {}
  const out: IgnoreDifference = { kind: text(map, 'kind', place, faults) ?? '' }
  for (const key of ['group', 'name', 'namespace'] as const) {
    const value = text(map, key, place, faults)
    if (value !== undefined) out[key] = value
  }
  for (const key of ['jsonPointers', 'jqPathExpressions', 'managedFieldsManagers'] as const) {
    if (map[key] !== undefined && map[key] !== null) out[key] = texts(map, key, `${place}.${key}`, faults)
  }
  return out
}

function text(map: JsonMap, key: string, place: string, faults: string[]): string | undefined {
  const value = map[key]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') faults.push(`${place}.${key}: expected a text, found a ${typeName(value)}`)
  return String(value)
}

function texts(map: JsonMap, key: string, place: string, faults: string[]): string[] {
  return listAt(map, key, place, faults).map((item, i) => {
    if (typeof item !== 'string') faults.push(`${place}[${i}]: expected a text, found a ${typeName(item)}`)
    return String(item)
  })
}

function listAt(map: JsonMap, key: string, place: string, faults: string[]): Json[] {
  const value = map[key]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) faults.push(`${place}: expected a list, found a ${typeName(value)}`)
  return Array.isArray(value) ? value : []
}
