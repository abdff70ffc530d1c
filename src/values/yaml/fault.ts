import type { YamlCode } from './codes.ts'

/** The first mistake in a text; offsets are UTF-16 units into it, the end is exclusive. */
export interface YamlFault {
  code: YamlCode
  message: string
  start: number
  end: number
  help?: string
  related?: { message: string; start: number; end: number }[]
}

/** A piece of the input as messages quote it: one line, not too long. */
export function quoted(text: string): string {
  const line = text.split(/[\n\r\x85\u2028\u2029\0]/, 1)[0] ?? ''
  return '`' + (line.length > 40 ? line.slice(0, 37) + '...' : line) + '`'
}
