import { isMap, type Json, type JsonMap, typeName } from '../../values/json.ts'
import type { ComparePatch, Operation } from './compare-patches.ts'
import type { Outcome } from './json-patch.ts'
import { itemAt } from './object.ts'

/**
 * The comparePatches of a file that holds a bare list or a whole fleet.yaml. As Fleet reads them, unknown keys are dropped and
 * numbers are texts; anything else of the wrong type is an error of the whole file.
 */
export function readComparePatches(data: Json): Outcome<ComparePatch[]> {
  const list = isMap(data) ? (itemAt(data, 'diff', 'comparePatches') ?? []) : data
  if (!Array.isArray(list))
    return { error: `expected a list of comparePatches or a fleet.yaml, found a ${typeName(list)}` }
  const faults: string[] = []
  const patches = list.map((entry, i) =>
    readEntry(asMap(entry, `comparePatches[${i}]`, faults), `comparePatches[${i}]`, faults),
  )
  const [fault] = faults
  return fault === undefined ? { done: patches } : { error: fault }
}

function readEntry(entry: JsonMap, place: string, faults: string[]): ComparePatch {
  const texts = readTexts(entry, ['apiVersion', 'kind', 'namespace', 'name'], place, faults)
  const pointers = asList(entry['jsonPointers'], `${place}.jsonPointers`, faults)
  const operations = asList(entry['operations'], `${place}.operations`, faults)
  return {
    ...texts,
    ...(pointers && { jsonPointers: pointers.map((path, i) => asText(path, `${place}.jsonPointers[${i}]`, faults)) }),
    ...(operations && {
      operations: operations.map((each, i): Operation => {
        const at = `${place}.operations[${i}]`
        return readTexts(asMap(each, at, faults), ['op', 'path', 'value'], at, faults)
      }),
    }),
  }
}

function readTexts<K extends string>(
  map: JsonMap,
  keys: K[],
  place: string,
  faults: string[],
): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {}
  for (const key of keys) {
    const value = map[key]
    if (value !== undefined && value !== null) out[key] = asText(value, `${place}.${key}`, faults)
  }
  return out
}

function asText(value: Json, place: string, faults: string[]): string {
  if (isMap(value) || Array.isArray(value)) faults.push(`${place}: expected a text, found a ${typeName(value)}`)
  return value === null ? '' : String(value)
}

function asList(value: Json | undefined, place: string, faults: string[]): Json[] | null {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) faults.push(`${place}: expected a list, found a ${typeName(value)}`)
  return Array.isArray(value) ? value : null
}

function asMap(value: Json, place: string, faults: string[]): JsonMap {
  if (value !== null && !isMap(value)) faults.push(`${place}: expected a map, found a ${typeName(value)}`)
  return isMap(value) ? value : {}
}
