import { readdirSync, readFileSync } from 'node:fs'
import { type Json, type JsonMap, setKey } from '../../../src/values/json.ts'

/** A text and what Helm's reader made of it; see fixtures/yaml/README.md. */
export interface Recorded {
  text: string
  documents?: Json[]
  error?: string
  first?: Json
}

const folder = 'fixtures/yaml'

export function recordedFiles(): string[] {
  return readdirSync(folder).filter(name => name.endsWith('.json'))
}

export function recordedCases(file: string): Recorded[] {
  const cases: Recorded[] = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
  return cases.map(one => ({
    ...one,
    ...(one.documents && { documents: one.documents.map(decode) }),
    ...(one.first !== undefined && { first: decode(one.first) }),
  }))
}

function decode(value: Json): Json {
  if (Array.isArray(value)) return value.map(decode)
  if (typeof value !== 'object' || value === null) return value
  if (typeof value['$int'] === 'string') return BigInt(value['$int'])
  if (typeof value['$float'] === 'string') return Number(value['$float'])
  const out: JsonMap = {}
  for (const key of Object.keys(value)) setKey(out, key, decode(value[key] ?? null))
  return out
}
