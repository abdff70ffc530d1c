import type { Place } from '../../values/finding.ts'

/** A comment `# serin-ignore CODE reason`. */
export interface Ignore {
  code: string
  reason: string
  /** The line that it speaks of: its own, or the next one that is more than a comment. */
  line: number
  place: Place
}

const comment = /(?:^|\s)(#[ \t]*serin-ignore\b)[ \t]*([^\s#]*)[ \t]*(.*)$/

export function ignoresIn(file: string, text: string): Ignore[] {
  if (!text.includes('serin-ignore')) return []
  const lines = text.split(/\r\n|\r|\n/)
  return lines.flatMap((line, i) => {
    const found = comment.exec(line)
    if (!found) return []
    const [, mark = '', code = '', reason = ''] = found
    const start = line.indexOf(mark)
    const place = {
      file,
      line: i + 1,
      column: start + 1,
      endLine: i + 1,
      endColumn: line.trimEnd().length + 1,
      layer: null,
    }
    const isAlone = line.slice(0, start).trim() === ''
    return { code, reason: reason.trim(), line: isAlone ? lineBelow(lines, i) : i + 1, place }
  })
}

/** Several comments may stand above one line. */
function lineBelow(lines: readonly string[], index: number): number {
  const below = lines.findIndex((line, i) => i > index && !/^\s*(#|$)/.test(line))
  return (below < 0 ? index : below) + 1
}
