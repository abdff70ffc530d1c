import type { Finding, Place } from '../../values/finding.ts'

export function at({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`
}

/** The suggestion, unless the message has already asked. */
export function unsaid({ message, suggestion }: Finding): string | null {
  return suggestion === null || message.includes('did you mean') ? null : suggestion
}

/** Everything there is to say of a finding, in lines. */
export function describe(finding: Finding): string {
  const { place, severity, message } = finding
  return [`${at(place)} ${severity} ${message}`, ...asides(finding)].join('\n')
}

/** What is said below the message; `meant` may set the suggestion off. */
export function asides(finding: Finding, meant = (suggestion: string) => suggestion): string[] {
  const { place, help, object, related } = finding
  const suggestion = unsaid(finding)
  return [
    suggestion !== null && `did you mean ${meant(suggestion)}?`,
    help,
    place.layer !== null && place.layer !== place.file && `layer: ${place.layer}`,
    object !== null && `object: ${object}`,
    ...related.map(other => `${at(other.place)} ${other.message}`),
  ].filter(line => typeof line === 'string')
}

/** `2 errors, 1 warning, 3 info`; nothing where there is nothing. */
export function summary(counts: Record<Finding['severity'], number>): string {
  return (['error', 'warning', 'info'] as const)
    .filter(severity => counts[severity] > 0)
    .map(severity => `${counts[severity]} ${severity}${counts[severity] > 1 && severity !== 'info' ? 's' : ''}`)
    .join(', ')
}
