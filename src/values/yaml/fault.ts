/** What can be wrong with a YAML text. */
export type YamlCode =
  /** A character that YAML does not allow: a control character, half a surrogate pair, a second byte order mark. */
  | 'YM001'
  /** A tab where indentation is expected. */
  | 'YM002'
  /** A quote that is not closed. */
  | 'YM003'
  /** A wrong escape in a double-quoted text. */
  | 'YM004'
  /** A value that starts with a character that only quoted text may start with. */
  | 'YM005'
  /** A Devtron scoped variable, `@{{NAME}}`, that nobody resolved. */
  | 'YM006'
  /** `: ` inside a value without quotes, or a nested key beside one. */
  | 'YM007'
  /** A key without its colon. */
  | 'YM008'
  /** Indentation that matches no level above. */
  | 'YM009'
  /** A list item or a key where it cannot stand. */
  | 'YM010'
  /** Something else stands where a value, a key, or the end of the value was expected. */
  | 'YM011'
  /** A `[` or `{` that is not closed, or lacks a comma. */
  | 'YM012'
  /** The first line or the indentation of a block text (`|`, `>`). */
  | 'YM013'
  /** An alias or anchor: its name, or what it refers to. */
  | 'YM014'
  /** A tag: its form, or a value that does not fit it. */
  | 'YM015'
  /** A directive, or text between documents. */
  | 'YM016'
  /** A key that its map already has. */
  | 'YM017'
  /** A key that is not text: null, a list, a map, a huge number. */
  | 'YM018'
  /** A merge (`<<`) of something that is not a map. */
  | 'YM019'
  /** A number that JSON, and so Kubernetes, cannot hold: infinity or not-a-number. */
  | 'YM020'
  /** Too deep, too large, or too many aliases. */
  | 'YM021'

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
