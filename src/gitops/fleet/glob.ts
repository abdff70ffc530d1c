/**
 * A pattern of gobwas/glob 0.2.3 without separators, as Fleet 0.16 matches group and kind of jsonPointers: `*`, `?`, `[a-z]`,
 * `[!ab]`, `{a,b}` and `\` for the next character. Null for one that does not compile, and so matches nothing.
 */
export function compileGlob(pattern: string): RegExp | null {
  let out = ''
  let depth = 0
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i)
    if (char === '*') out += '.*'
    else if (char === '?') out += '.'
    else if (char === '{') [out, depth] = [`${out}(?:`, depth + 1]
    else if (char === '}' && depth > 0) [out, depth] = [`${out})`, depth - 1]
    else if (char === ',' && depth > 0) out += '|'
    else if (char === '[') {
      const range = /^\[(!?)((?:[^\]\\-]-[^\]\\-])|[^\]-]+)\]/.exec(pattern.slice(i))
      if (!range) return null
      out += `[${range[1] ? '^' : ''}${(range[2] ?? '').replace(/[\\^[]/g, '\\$&')}]`
      i += range[0].length - 1
    } else if (char === '\\') {
      i++
      if (i === pattern.length) return null
      out += quote(pattern.charAt(i))
    } else out += quote(char)
  }
  return depth === 0 ? new RegExp(`^${out}$`, 's') : null
}

function quote(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
}
