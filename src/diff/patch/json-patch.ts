import jsonPatch, { type Operation } from 'fast-json-patch'
import { isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'

export type PatchOperation = Operation

/**
 * The operations (RFC 6902) that make one object of another. They have been applied once when they are returned: should they
 * not give what they are to give (a key `__proto__`), the object is replaced as a whole.
 */
export function jsonPatchOf(before: JsonMap, after: JsonMap): PatchOperation[] {
  const [from, to] = [packed(before), packed(after)]
  const operations = jsonPatch.compare(from as object, to as object)
  const isRight = sameData(applied(from, operations), to)
  const patch: PatchOperation[] = isRight ? operations : [{ op: 'replace', path: '', value: to }]
  return patch.map(operation =>
    'value' in operation ? { ...operation, value: unpacked(operation.value as Json) } : operation,
  )
}

/** Undefined when the operations cannot be applied. */
function applied(document: Json, operations: PatchOperation[]): Json | undefined {
  try {
    return jsonPatch.applyPatch(document, operations, true, false).newDocument
  } catch {
    return undefined
  }
}

/** fast-json-patch copies by JSON text, which has no big integers: they travel as texts that no YAML can hold. */
const bigMark = '\0big:'

function packed(value: Json): Json {
  return typeof value === 'bigint' ? `${bigMark}${value}` : mapped(value, packed)
}

function unpacked(value: Json): Json {
  const isBig = typeof value === 'string' && value.startsWith(bigMark)
  return isBig ? BigInt(value.slice(bigMark.length)) : mapped(value, unpacked)
}

function mapped(value: Json, change: (item: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) setKey(out, key, change(value[key] as Json))
  return out
}
