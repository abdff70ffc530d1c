import type { Code, Finding, Severity } from '../values/finding.ts'

/** What is asked of a run, beyond the input. */
export interface LintConfig {
  /** `--rule CODE=…`: another severity for all findings of a code, or none of them. */
  severities?: ReadonlyMap<Code, Severity | 'off'>
}

/** When findings make the run fail. */
export interface Limits {
  /** `--fail-on`: the least severity that does. */
  failOn: Severity
  /** `--max-warnings`: more warnings than this do, whatever failOn says. */
  maxWarnings?: number | undefined
}

const levels: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

export function fails(findings: readonly Finding[], { failOn, maxWarnings }: Limits): boolean {
  const { warning } = countBySeverity(findings)
  if (maxWarnings !== undefined && warning > maxWarnings) return true
  return findings.some(({ severity }) => levels[severity] <= levels[failOn])
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}
