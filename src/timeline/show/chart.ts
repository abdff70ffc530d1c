import type { Course, Span } from './course.ts'
import type { Paint, Style } from './paint.ts'
import { type Row, rowsOf } from './rows.ts'
import { duration, percent } from './words.ts'

const percentWidth = 5
const narrowestBar = 10
const widestBar = 24

/** The shares over time as bars, one row after the other. */
export function chartLines(course: Course, width: number, painted: Paint): string[] {
  const rows = rowsOf(course)
  const columns = {
    label: widest(rows, ({ label }) => label, 4),
    time: widest(rows, timeOf, 4),
    phase: widest(rows, ({ first }) => first.phase, 5),
  }
  const fixed = columns.label + columns.time + columns.phase + percentWidth + 8
  const notes = widest(rows, ({ note }) => note, 0)
  // Notes are read, bars only seen: what the notes leave is for the bars.
  const bar = Math.min(widestBar, Math.max(narrowestBar, width - fixed - notes))
  const unit = course.engine === 'flagger' ? 'tick' : 'step'
  const head = `${unit.padStart(columns.label)}  ${'time'.padStart(columns.time)}  ${'phase'.padEnd(columns.phase)}  to the canary`
  return [
    painted(head, 'quiet'),
    ...rows.flatMap((row, index) => {
      const { first, last } = row
      const label = row.label.padStart(columns.label)
      const time = timeOf(row).padStart(columns.time)
      const phase = painted(first.phase.padEnd(columns.phase), phaseStyles[first.phase] ?? 'plain')
      const share = percent(last.share).padStart(percentWidth)
      const note = painted(clip(row.note, width - fixed - bar), first.failed ? 'bad' : 'plain')
      const line = `${label}  ${time}  ${phase}  ${painted(barOf(last, bar), 'canary')}${share}  ${note}`.trimEnd()
      if (row.title === null) return [line]
      return [...(index > 0 ? [''] : []), painted(row.title, 'strong'), line]
    }),
  ]
}

function timeOf({ first, last }: Row): string {
  return `${duration(first.from)}${last.open ? '+' : ''}`
}

function widest(rows: readonly Row[], text: (row: Row) => string, least: number): number {
  return rows.reduce((most, row) => Math.max(most, text(row).length), least)
}

const phaseStyles: Record<string, Style> = {
  Succeeded: 'good',
  Failed: 'bad',
  Waiting: 'wait',
  WaitingPromotion: 'wait',
  Progressing: 'canary',
  Promoting: 'canary',
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A share in whole blocks and eighths of one; copies of requests are dotted. */
function barOf({ share, copies }: Span, width: number): string {
  if (copies) return '·'.repeat(width)
  const parts = Math.round(share * width * 8)
  const blocks = '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '')
  return blocks.padEnd(width)
}

export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}
