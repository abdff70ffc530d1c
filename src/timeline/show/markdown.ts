import type { Row } from '../outlook/compare.ts'
import type { Course, Span } from './course.ts'
import type { Fact } from './facts.ts'
import { changeText, exposureMeaning, inUnit } from './words.ts'

/** For a pull request: the facts as a table, and the shares as a picture that GitHub and GitLab draw. */
export function markdownOf(course: Course, facts: readonly Fact[]): string {
  const rows = facts.map(({ label, text, tone }) => [
    `**${cell(label)}**`,
    tone === 'bad' ? `⚠️ ${cell(text)}` : cell(text),
  ])
  return [
    `#### Rollout of ${cell(course.title)}`,
    '',
    ...table(['', cell(course.subtitle)], rows),
    '',
    '```mermaid',
    ...xychart(course),
    '```',
    '',
  ].join('\n')
}

export function comparisonMarkdown(names: readonly [string, string], rows: readonly Row[]): string {
  const cells = rows.map(({ label, unit, a, b, change }) => [
    cell(label),
    inUnit(a, unit),
    inUnit(b, unit),
    changeText(change, unit),
  ])
  return [...table(['', cell(names[0]), cell(names[1]), 'difference'], cells), '', exposureMeaning, ''].join('\n')
}

function table(head: readonly string[], rows: readonly string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

/** What people name things must not become markup. */
function cell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, each => `\\${each}`).replace(/\s+/g, ' ')
}

const mostBars = 60
/** Low, and in a colour that is seen on light and on dark. */
const look = '%%{init: {"xyChart": {"height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "#3d8fc4"}}}}%%'

/** Bars of equal width: of long rollouts every second or third tick, and so on, is shown. */
function xychart({ engine, spans }: Course): string[] {
  const every = Math.ceil(spans.length / mostBars)
  const shown = spans.filter((_, index) => index % every === 0)
  const unit = engine === 'flagger' ? 'tick' : 'step'
  return [
    look,
    'xychart-beta',
    '  title "Requests answered by the canary, in percent"',
    `  x-axis "${unit}" [${shown.map(({ label }) => category(label)).join(', ')}]`,
    '  y-axis 0 --> 100',
    `  bar [${shown.map(share).join(', ')}]`,
  ]
}

/** Several steps in one are no number to Mermaid. */
function category(label: string): string {
  return /^\d+$/.test(label) ? label : `"${label}"`
}

function share(span: Span): number {
  return Math.round(span.share * 1000) / 10
}
