/**
 * A text as lines of at most `width` columns, as far as its words allow; `hang` goes before all but the first. Colours (ANSI
 * escapes) take no columns.
 */
export function wrap(text: string, width: number, hang = ''): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && columns(last) + 1 + columns(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : hang + word)
  }
  return lines
}

const color = /\x1b\[\d+m/g

function columns(text: string): number {
  return text.replaceAll(color, '').length
}
