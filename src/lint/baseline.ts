import { compare, type Finding } from '../values/finding.ts'
import { isMap, type Json } from '../values/json.ts'
import { identityOf } from './report/fingerprint.ts'

/** Findings that a repository lives with for now: how many of a kind there are, whatever lines they are on. */
export type Baseline = ReadonlyMap<string, number>

interface Entry {
  code: string
  file: string
  object: string | null
  path: string
  count: number
}

export function printBaseline(findings: readonly Finding[]): string {
  const entries = new Map<string, Entry>()
  for (const finding of findings) {
    const { code, place, object, path } = finding
    const key = identityOf(finding)
    const entry = entries.get(key) ?? { code, file: place.file, object, path, count: 0 }
    entry.count++
    entries.set(key, entry)
  }
  const sorted = [...entries].sort(([a], [b]) => compare(a, b)).map(([, entry]) => entry)
  // One line each, so that merges in Git are easy.
  const lines = sorted.map(entry => `\n    ${JSON.stringify(entry)}`)
  return `{\n  "version": 1,\n  "findings": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]\n}\n`
}

/** null when it is no baseline. */
export function readBaseline(data: Json | undefined): Baseline | null {
  if (!isMap(data) || data['version'] !== 1 || !Array.isArray(data['findings'])) return null
  const out = new Map<string, number>()
  for (const entry of data['findings']) {
    if (!isMap(entry)) return null
    const { code, file, object = null, path, count = 1 } = entry
    if (typeof code !== 'string' || typeof file !== 'string' || typeof path !== 'string') return null
    if ((object !== null && typeof object !== 'string') || typeof count !== 'number') return null
    out.set([code, file, object ?? '', path].join('\0'), count)
  }
  return out
}

/** The findings that it does not have, and how many of its own are gone. */
export function beyondBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
): { findings: Finding[]; gone: number } {
  const left = new Map(baseline)
  const beyond = findings.filter(finding => {
    const key = identityOf(finding)
    const count = left.get(key) ?? 0
    if (count === 0) return true
    left.set(key, count - 1)
    return false
  })
  return { findings: beyond, gone: [...left.values()].reduce((sum, count) => sum + count, 0) }
}
