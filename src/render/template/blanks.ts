// Blanks of YAML are spaces and tabs alone; JavaScript's trim and \s know many more.

export function trimStart(text: string): string {
  return text.slice(indentation(text))
}

export function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

export function trim(text: string): string {
  return trimEnd(trimStart(text))
}

export function indentation(text: string): number {
  let start = 0
  while (start < text.length && isBlank(text.charCodeAt(start))) start++
  return start
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}
