import type { Finding, Severity } from '../../values/finding.ts'
import { describeRule } from '../rules/describe.ts'
import { slashed } from './uri.ts'
import { unsaid } from './words.ts'

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

/** Workflow commands of GitHub Actions: each becomes an annotation of the pull request. */
export function reportGithub(findings: readonly Finding[]): string {
  return findings.map(annotation).join('')
}

function annotation(finding: Finding): string {
  const { code, severity, message, place, help } = finding
  const title = describeRule(code)?.title
  const suggestion = unsaid(finding)
  const properties = [
    `file=${property(slashed(place.file))}`,
    `line=${place.line}`,
    `endLine=${place.endLine}`,
    // Columns may only be given for a range within one line.
    ...(place.line === place.endLine ? [`col=${place.column}`, `endColumn=${place.endColumn}`] : []),
    `title=${property(title ? `${code} ${title}` : code)}`,
  ]
  const lines = [message, suggestion && `did you mean ${suggestion}?`, help].filter(line => line !== null)
  return `::${commands[severity]} ${properties.join(',')}::${data(lines.join('\n'))}\n`
}

/** As @actions/core escapes them. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
