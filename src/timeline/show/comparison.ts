import type { Row } from '../outlook/compare.ts'
import { paint } from './paint.ts'
import type { TextOptions } from './text.ts'
import { changeText, exposureMeaning, inUnit } from './words.ts'

/** Two rollouts side by side, for a terminal. */
export function comparisonText(
  names: readonly [string, string],
  rows: readonly Row[],
  { color = false }: TextOptions = {},
): string {
  const painted = paint(color)
  const cells = rows.map(({ label, unit, a, b, change }) => [
    label,
    inUnit(a, unit),
    inUnit(b, unit),
    changeText(change, unit),
  ])
  const lines = [['', ...names.map(clipStart), 'difference'], ...cells]
  const widths = [0, 1, 2, 3].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  const written = lines.map(line =>
    line
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const [head = '', ...body] = written
  return [painted(head, 'quiet'), ...body, '', painted(exposureMeaning, 'quiet'), ''].join('\n')
}

const longestName = 18

/** What tells names and paths apart is mostly at their end. */
function clipStart(name: string): string {
  return name.length <= longestName ? name : `…${name.slice(1 - longestName)}`
}
