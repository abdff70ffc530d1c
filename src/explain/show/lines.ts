import type { Json } from '../../values/json.ts'
import { flow } from '../../values/quote.ts'
import { wrap } from '../../values/wrap.ts'

/** Columns that texts are wrapped to: they fit every window. */
const width = 80

/** A text as indented lines. */
export function paragraph(text: string, indent = ''): string[] {
  return wrap(text, width - indent.length).map(line => indent + line)
}

/** Columns side by side, as wide as they have to be; the last one ends its line. */
export function table(rows: readonly (readonly string[])[], indent: string): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => row[i]?.length ?? 0)))
  return rows.map(
    row =>
      indent +
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
  )
}

/** A value on one line, as one would write it into the file. */
export function shown(value: Json | undefined, longest = 100): string {
  if (value === undefined) return 'absent'
  const text = flow(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

/** `1–4, 7`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [from: number, to: number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}

/** Paragraphs with an empty line between them; those without lines are left out. */
export function blocks(...paragraphs: readonly (readonly string[])[]): string {
  const told = paragraphs.filter(lines => lines.length > 0).map(lines => lines.map(line => `${line}\n`).join(''))
  return told.join('\n')
}
