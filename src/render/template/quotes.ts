/** What the author wrote between quotes, as YAML reads it. Only single lines come here. */
export function unquote(text: string): string {
  if (text.startsWith("'")) return unquoteSingle(text.slice(1, -1))
  return text.startsWith('"') ? unquoteDouble(text.slice(1, -1)) : text
}

export function unquoteSingle(text: string): string {
  return text.replaceAll("''", "'")
}

export function unquoteDouble(text: string): string {
  return text.replaceAll(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs, (_, x, u, long, single) => {
    const hex = x ?? u ?? long
    if (hex === undefined) return escapes[single] ?? single
    const code = Number.parseInt(hex, 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}

const escapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}
