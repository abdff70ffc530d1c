import type { Finding } from '../values/finding.ts'
import { parent } from '../values/pointer.ts'

/** The chart cannot be rendered, the CRD refuses: where something more telling has been said of a value, they only repeat. */
const general = new Set(['DT050', 'DT051', 'FL001', 'FL003', 'FL004', 'FL005', 'FL006', 'FL007'])

/** Without what was found twice: objects that several releases share, and failures whose reason stands beside them. */
export function placedOnce(sorted: readonly Finding[]): Finding[] {
  const explained = new Set<string>()
  for (const finding of sorted) {
    if (finding.severity !== 'error' || general.has(finding.code)) continue
    explained.add(at(finding))
    explained.add(about(finding, finding.path))
  }
  const told = new Set<string>()
  return sorted.filter(finding => {
    if (general.has(finding.code) && isExplained(finding, explained)) return false
    const key = `${finding.code} ${at(finding)} ${finding.message}`
    if (told.has(key)) return false
    told.add(key)
    return true
  })
}

/** By something at the same place, about the same value, or about the map or list that it is in. */
function isExplained(finding: Finding, explained: ReadonlySet<string>): boolean {
  const holder = parent(finding.path)
  return (
    explained.has(at(finding)) ||
    explained.has(about(finding, finding.path)) ||
    // A whole block is no explanation of what is in it.
    (holder.lastIndexOf('/') > 0 && explained.has(about(finding, holder)))
  )
}

function at({ place: { file, line, column } }: Finding): string {
  return `${file}:${line}:${column}`
}

function about({ place, object }: Finding, path: string): string {
  return `${place.file} ${object} ${path}`
}
