import { hideValues } from '../flagger/secrets.ts'
import { base64 } from '../gitops/fleet/normalize.ts'
import { isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { hiddenValue } from '../values/secret-values.ts'

/**
 * Takes the values out of Secrets, and puts marks in their place that are the same for the same value: enough to see that
 * one has changed. The marks are numbers in the order of reading, so that they tell nothing of a value, and `unmarked` takes
 * them away before anything is printed.
 */
export function secretMarker(): (secret: JsonMap) => JsonMap {
  const marks = new Map<string, string>()
  const markOf = (value: string) => {
    const known = marks.get(value) ?? `${hiddenValue}${separator}${marks.size}`
    marks.set(value, known)
    return known
  }
  return secret => {
    const data: JsonMap = {}
    for (const field of ['data', 'stringData'] as const) {
      const values = secret[field]
      if (!isMap(values)) continue
      for (const [key, value] of Object.entries(values)) setKey(data, key, markOf(storedText(value, field)))
    }
    return { ...hideValues(secret), data }
  }
}

const separator = '\0'

/** What the API server keeps: base64 without line breaks, also of `stringData`. */
function storedText(value: Json, field: 'data' | 'stringData'): string {
  if (typeof value !== 'string') return `${typeof value} ${String(value)}`
  return field === 'stringData' ? base64(value) : value.replace(/\s/g, '')
}

export function isSecret({ apiVersion, kind }: Manifest): boolean {
  return apiVersion === 'v1' && kind === 'Secret'
}

/** The value without marks. */
export function unmarked<T extends Json | undefined>(value: T): T
export function unmarked(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.startsWith(`${hiddenValue}${separator}`) ? hiddenValue : value
  if (Array.isArray(value)) return value.map(item => unmarked(item))
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) setKey(out, key, unmarked(item))
  return out
}
