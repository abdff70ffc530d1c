import type { Finding, Severity } from '../../values/finding.ts'
import { countBySeverity } from '../config.ts'
import { groupBy } from '../group.ts'
import { summary } from './words.ts'

/** GitHub takes no longer comment than 65 536 characters. */
const longest = 60_000

const marks: Record<Severity, string> = { error: '🛑 error', warning: '⚠️ warning', info: 'ℹ️ info' }

/** A comment for a pull request: a table for each file. */
export function reportMarkdown(findings: readonly Finding[]): string {
  if (findings.length === 0) return '### serin: no findings\n'
  const parts = [`### serin: ${summary(countBySeverity(findings))}\n`]
  let length = 0
  let shown = 0
  for (const [file, group] of groupBy(findings, ({ place }) => place.file)) {
    const rows = group.map(row).filter(text => {
      length += text.length
      return length <= longest
    })
    if (rows.length === 0) break
    shown += rows.length
    parts.push(`#### ${code(file)}\n\n| at | | what | rule |\n|---|---|---|---|\n${rows.join('')}`)
  }
  const left = findings.length - shown
  if (left > 0) parts.push(`And ${left} more, which do not fit into a comment.\n`)
  return parts.join('\n')
}

function row({ place, severity, message, help, code: rule }: Finding): string {
  const what = help === null ? cell(message) : `${cell(message)}<br>${cell(help)}`
  return `| ${place.line}:${place.column} | ${marks[severity]} | ${what} | ${rule} |\n`
}

/** As text, whatever it looks like: no table, no HTML, no mention, no formatting but code. */
function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : part.replace(/[\\*_[\]<>@#]/g, plain)))
    .join('')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
}

function plain(char: string): string {
  return char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '@' ? '@\u200b' : `\\${char}`
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}
