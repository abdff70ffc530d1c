import type { Place } from '../../values/finding.ts'

/**
 * The lines around a place with a caret under it. `lines` are those of the file; a place outside them gives no frame. Tabs are
 * shown as one space, so that the caret stands where it should, and a line that is longer than `width` is cut around the place.
 */
export function codeFrame(lines: readonly string[], place: Place, width: number): string[] {
  // What follows the last line break is no line, unless something is found there.
  const end = lines.at(-1) === '' ? lines.length - 1 : lines.length
  const last = Math.min(place.line + 1, Math.max(end, place.line))
  if (place.line < 1 || place.line > lines.length) return []
  const gutter = String(last).length
  const widest = width - gutter - `>  | `.length
  const out: string[] = []
  const isLong = (lines[place.line - 1] ?? '').length > widest
  const shift = isLong ? Math.max(0, place.column - 1 - Math.floor(widest * 0.6)) : 0
  for (let number = Math.max(1, place.line - 1); number <= last; number++) {
    const text = (lines[number - 1] ?? '').replaceAll('\t', ' ').slice(shift, shift + widest)
    const marker = number === place.line ? '>' : ' '
    out.push(`${marker} ${String(number).padStart(gutter)} | ${text}`.trimEnd())
    if (number !== place.line) continue
    const start = place.column - 1 - shift
    const end = place.endLine === place.line ? place.endColumn - 1 - shift : text.length
    out.push(
      `  ${' '.repeat(gutter)} | ${' '.repeat(start)}${'^'.repeat(Math.max(1, Math.min(end, text.length) - start))}`,
    )
  }
  return out
}
