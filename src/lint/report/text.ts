import type { Finding, Place, Severity } from '../../values/finding.ts'
import { codeFrame } from './frame.ts'

export interface TextOptions {
  color: boolean
  /** The lines of an input file, for code frames; null when there are none (`--set`, the chart's defaults). */
  linesOf: (file: string) => readonly string[] | null
  /** Frames are left out from this finding on, so that a thousand of them stay readable. */
  frames?: number
}

const hues: Record<Severity, number> = { error: 31, warning: 33, info: 36 }

/** Findings for people: one block each, then a line that counts them. */
export function reportText(findings: readonly Finding[], options: TextOptions): string {
  const paint = options.color
    ? (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`
    : (_: number, text: string) => text
  const frames = options.frames ?? 200
  const blocks = findings.map((finding, i) => block(finding, options, i < frames, paint))
  return `${blocks.join('\n')}\n${summary(findings)}\n`
}

function block(
  finding: Finding,
  options: TextOptions,
  withFrame: boolean,
  paint: (code: number, text: string) => string,
): string {
  const { place, severity, code } = finding
  const lines = [
    `${paint(1, at(place))} ${paint(hues[severity], severity)} ${finding.message} ${paint(2, `[${code}]`)}`,
  ]
  const source = withFrame ? options.linesOf(place.file) : null
  if (source) lines.push(...codeFrame(source, place).map(line => paint(line.startsWith('>') ? 0 : 2, line)))
  if (finding.suggestion && !finding.message.includes('did you mean'))
    lines.push(`  did you mean ${paint(32, finding.suggestion)}?`)
  if (finding.help) lines.push(`  ${finding.help}`)
  if (place.layer !== null && place.layer !== place.file) lines.push(`  layer: ${place.layer}`)
  if (finding.object) lines.push(`  object: ${finding.object}`)
  for (const { message, place: other } of finding.related) lines.push(`  ${at(other)} ${message}`)
  return `${lines.join('\n')}\n`
}

function at({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`
}

function summary(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'info'] as const)
    .map(severity => ({ severity, count: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
  return counts
    .map(({ severity, count }) => `${count} ${severity}${count > 1 && severity !== 'info' ? 's' : ''}`)
    .join(', ')
}
