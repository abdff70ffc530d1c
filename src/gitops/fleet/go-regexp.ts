/** Classes that Go writes in words. */
const posix: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

/** What Go's regexp refuses and JavaScript's does not: look-around, back references, repetition beyond a thousand. */
const refused = /\(\?<?[=!]|\\[1-9]|\{(?:\d{5,}|[2-9]\d{3}|1(?!000)\d{3})/

/** A regular expression in Go's syntax (RE2), as far as names of objects need it; null for one that Go does not compile. */
export function compileGoRegexp(pattern: string): RegExp | null {
  if (refused.test(pattern)) return null
  const [, flags = '', rest = ''] = /^(?:\(\?([imsU]+)\))?(.*)$/s.exec(pattern) ?? []
  const source = rest
    .replace(/\\Q(.*?)(?:\\E|$)/gs, (_, text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .replace(/\(\?P</g, '(?<')
    .replace(/\[:(\w+):\]/g, (all, name: string) => posix[name] ?? all)
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
  try {
    return new RegExp(source, flags.replace(/U/g, ''))
  } catch {
    return null
  }
}
