import type { Finding, Problem } from '../values/finding.ts'
import { parent } from '../values/pointer.ts'

/** A problem and what became of it. */
export interface Told {
  problem: Problem
  finding: Finding
}

/** What the chart says when it stumbles over a value. */
const general = new Set(['DT050', 'DT051'])

/** Said of an object that was made of values, or of a chart that fails: of no use where the value itself is known to be wrong. */
function isGeneral({ code, object }: Problem, fromValues: boolean): boolean {
  return general.has(code) || (fromValues && object !== null)
}

/** Without failures whose reason has been found, too. */
export function withoutRepeats(told: readonly Told[], fromValues: boolean): Finding[] {
  const reasons = new Set<string>()
  for (const { problem, finding } of told) {
    if (finding.severity !== 'error' || isGeneral(problem, fromValues)) continue
    reasons.add(at(finding))
    reasons.add(about(finding, finding.path))
  }
  return told.flatMap(({ problem, finding }) =>
    isGeneral(problem, fromValues) && isExplained(finding, reasons) ? [] : finding,
  )
}

/** By something at the same place, about the same value, or about the map or list that it is in. */
function isExplained(finding: Finding, reasons: ReadonlySet<string>): boolean {
  const holder = parent(finding.path)
  return (
    reasons.has(at(finding)) ||
    reasons.has(about(finding, finding.path)) ||
    // A whole block is no explanation of what is in it.
    (holder.lastIndexOf('/') > 0 && reasons.has(about(finding, holder)))
  )
}

/** Findings in their order, each once: objects may belong to several releases. */
export function eachOnce(sorted: readonly Finding[]): Finding[] {
  const told = new Set<string>()
  return sorted.filter(finding => {
    const key = `${finding.code} ${at(finding)} ${finding.message}`
    if (told.has(key)) return false
    told.add(key)
    return true
  })
}

function at({ place: { file, line, column } }: Finding): string {
  return `${file}:${line}:${column}`
}

function about({ place, object }: Finding, path: string): string {
  return `${place.file} ${object} ${path}`
}
