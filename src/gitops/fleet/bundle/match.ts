/**
 * A pattern of Go's filepath.Match: `*`, `?`, `[a-z]`, `[^ab]` and `\` for the next character; nothing matches a slash. Null
 * when it is malformed.
 */
export function compileMatch(pattern: string): RegExp | null {
  let out = ''
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i)
    if (char === '*') out += '[^/]*'
    else if (char === '?') out += '[^/]'
    else if (char === '[') {
      const set = readSet(pattern, i + 1)
      if (!set) return null
      out += set.source
      i = set.end
    } else if (char === '\\') {
      i++
      if (i === pattern.length) return null
      out += quote(pattern.charAt(i))
    } else out += quote(char)
  }
  return new RegExp(`^${out}$`, 's')
}

function readSet(pattern: string, start: number): { source: string; end: number } | null {
  const negated = pattern.charAt(start) === '^'
  let ranges = ''
  for (let i = negated ? start + 1 : start; i < pattern.length; ) {
    if (pattern.charAt(i) === ']' && ranges !== '') {
      // a set without members matches nothing, a negated one every character
      const set = ranges.replaceAll('()', '')
      return { source: set === '' ? (negated ? '[^]' : '[]') : `[${negated ? '^' : ''}${set}]`, end: i }
    }
    const low = readChar(pattern, i)
    if (!low) return null
    i = low.end
    if (pattern.charAt(i) !== '-') {
      ranges += quote(low.char)
      continue
    }
    const high = readChar(pattern, i + 1)
    if (!high) return null
    i = high.end
    ranges += low.char <= high.char ? `${quote(low.char)}-${quote(high.char)}` : '()'
  }
  return null
}

function readChar(pattern: string, at: number): { char: string; end: number } | null {
  const escaped = pattern.charAt(at) === '\\'
  const place = escaped ? at + 1 : at
  const char = pattern.charAt(place)
  return char === '' || (!escaped && (char === '-' || char === ']')) ? null : { char, end: place + 1 }
}

function quote(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
}
