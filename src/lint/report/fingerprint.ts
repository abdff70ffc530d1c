import { sha1 } from '../../gitops/fleet/digest.ts'
import type { Finding } from '../../values/finding.ts'

/**
 * What tells a finding from all others, whatever line it is on: it stays the same when lines above it come and go. Findings
 * that are alike are numbered.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const key = identityOf(finding)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return sha1(`${key}\0${before}`)
  })
}

/** What a finding is about: the values of a message may change, the field stays. */
export function identityOf({ code, place, object, path }: Finding): string {
  return [code, place.file, object ?? '', path].join('\0')
}
