import type { Finding, Severity } from '../../values/finding.ts'
import { wrap } from '../../values/wrap.ts'
import { countBySeverity } from '../config.ts'
import { groupBy } from '../group.ts'
import { codeFrame } from './frame.ts'
import type { ReportContext } from './report.ts'
import { asides, at, summary } from './words.ts'

type TextContext = Pick<ReportContext, 'color' | 'width' | 'wraps' | 'linesOf'>
type Paint = (code: number, text: string) => string

const hues: Record<Severity, number> = { error: 31, warning: 33, info: 36 }
const bold = 1
const faint = 2
const green = 32

/** Frames are left out from this finding on, so that a thousand of them stay readable. */
const frames = 200

/** Findings for people: file by file, a block each, then a line that counts them. */
export function reportText(findings: readonly Finding[], context: TextContext): string {
  if (findings.length === 0) return 'no findings\n'
  const paint: Paint = context.color ? (code, text) => `\x1b[${code}m${text}\x1b[0m` : (_, text) => text
  const files = groupBy(findings, ({ place }) => place.file)
  let told = 0
  const parts = [...files].flatMap(([file, group]) => [
    ...(files.size > 1 ? [heading(file, group, context, paint)] : []),
    ...group.map(finding => block(finding, context, told++ < frames, paint)),
  ])
  const where = files.size > 1 ? ` in ${files.size} files` : ''
  return `${parts.join('\n')}\n${summary(countBySeverity(findings))}${where}\n`
}

function heading(file: string, group: readonly Finding[], { width }: TextContext, paint: Paint): string {
  const text = `── ${file}: ${summary(countBySeverity(group))} `
  return `${paint(faint, text.padEnd(width, '─'))}\n`
}

function block(finding: Finding, { linesOf, width, wraps }: TextContext, withFrame: boolean, paint: Paint): string {
  const { place, severity, code } = finding
  const lines: string[] = []
  const tell = (text: string, indent = '  ') =>
    lines.push(...(wraps ? wrap(indent + text, width, '  ') : [indent + text]))
  tell(
    `${paint(bold, at(place))} ${paint(hues[severity], severity)} ${finding.message} ${paint(faint, `[${code}]`)}`,
    '',
  )
  const source = withFrame ? linesOf(place.file) : null
  if (source) lines.push(...codeFrame(source, place, width).map(line => painted(line, severity, paint)))
  for (const aside of asides(finding, suggestion => paint(green, suggestion))) tell(aside)
  return `${lines.join('\n')}\n`
}

/** The line at fault as it is, the carets in the colour of the finding, and what stands around them faint. */
function painted(line: string, severity: Severity, paint: Paint): string {
  if (line.startsWith('>')) return line
  return /^ +\| +\^+$/.test(line) ? paint(hues[severity], line) : paint(faint, line)
}
