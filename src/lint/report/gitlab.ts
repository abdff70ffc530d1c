import type { Finding, Severity } from '../../values/finding.ts'
import { fingerprints } from './fingerprint.ts'
import { slashed } from './uri.ts'

const severities: Record<Severity, string> = { error: 'critical', warning: 'minor', info: 'info' }

/** GitLab's Code Quality report, a part of the format of Code Climate. */
export function reportGitlab(findings: readonly Finding[]): string {
  const ids = fingerprints(findings)
  const issues = findings.map(({ code, severity, message, place }, i) => ({
    description: message,
    check_name: code,
    fingerprint: ids[i],
    severity: severities[severity],
    location: { path: slashed(place.file), lines: { begin: place.line, end: place.endLine } },
  }))
  return `${JSON.stringify(issues, null, 2)}\n`
}
