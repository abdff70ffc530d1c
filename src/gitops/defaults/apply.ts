import { isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { constants, fill, roundResources, rules } from './rules.ts'
import { fieldsOf, type Type, typeOfKind } from './schema.ts'
import { type Faults, retainKeysKey, strategicDiff } from './strategic-diff.ts'
import { strategicMerge } from './strategic-merge.ts'
import { toTyped } from './typed.ts'

/**
 * The object with what the API server fills in. Custom resources, and objects that their type cannot hold, stay as they are.
 * As gitops-engine does it (pkg/diff, applyPatch; Fleet and Argo CD share it), the defaults of the typed object are put on the
 * written one as a strategic merge patch, so unknown fields survive. Where that fails a text is added to `faults`.
 */
export function applyDefaults(object: JsonMap, faults: Faults = []): JsonMap {
  const { apiVersion, kind } = object
  const type = typeof apiVersion === 'string' && typeof kind === 'string' ? typeOfKind(apiVersion, kind) : null
  const defaulted = type ? applyTypeDefaults(object, type, faults) : object
  const clean = defaulted === object ? object : withoutRetainKeys(defaulted)
  return isMap(clean) ? clean : object
}

/**
 * The object in the API server's own writing: quantities canonical, empty fields left out, defaults filled in, unknown fields
 * dropped. Null for custom resources, and for objects that their type cannot hold.
 */
export function storedForm(object: JsonMap): JsonMap | null {
  const { apiVersion, kind } = object
  const type = typeof apiVersion === 'string' && typeof kind === 'string' ? typeOfKind(apiVersion, kind) : null
  const typed = type && toTyped(object, type)
  if (typed) setDefaults(typed, type)
  return typed
}

/** Where the object has no map at all to merge into, gitops-engine leaves this directive of the patch in the result. */
function withoutRetainKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutRetainKeys)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) if (key !== retainKeysKey) setKey(out, key, withoutRetainKeys(item))
  return out
}

/** The same as gitops-engine leaves it, for comparing. */
export function applyTypeDefaults(object: JsonMap, type: Type, faults: Faults): JsonMap {
  const typed = toTyped(object, type)
  if (!typed) return object
  const defaulted = copyMap(typed)
  setDefaults(defaulted, type)
  const patch = strategicDiff(typed, defaulted, type, {}, faults)
  return Object.keys(patch).length === 0 ? object : strategicMerge(object, patch, type, faults)
}

function setDefaults(value: Json | undefined, type: Type): void {
  if (type.is === 'list') {
    if (Array.isArray(value)) for (const item of value) setDefaults(item, type.of)
  } else if (isMap(value)) {
    if (type.is === 'map') {
      if (type.of.is === 'scalar' && type.of.scalar === 'quantity') roundResources(value)
    } else if (type.is === 'struct' && type.name !== 'Overhead') {
      const defaults = constants[type.name]
      if (defaults) fill(value, defaults)
      rules[type.name]?.(value)
      const struct = fieldsOf(type.name)
      for (const key of Object.keys(value)) {
        const field = struct.get(key)
        if (field && field.type.is !== 'scalar') setDefaults(value[key], field.type)
      }
    }
  }
}

function copyMap(map: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(map)) setKey(out, key, copy(map[key] as Json))
  return out
}

function copy(value: Json): Json {
  return Array.isArray(value) ? value.map(copy) : isMap(value) ? copyMap(value) : value
}
