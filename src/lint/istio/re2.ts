// The syntax of regular expressions that Envoy and Istio take: RE2, as Go's regexp/syntax reads it with Perl's flags.

/** What is wrong with an expression; null when RE2 can compile it. */
export function re2Mistake(expression: string): string | null {
  const reading: Reading = { text: expression, at: 0, names: new Set(), mistake: null }
  alternatives(reading, 0)
  if (reading.mistake === null && reading.at < expression.length) fail(reading, 'a ) without its (')
  return reading.mistake
}

interface Reading {
  text: string
  at: number
  /** Of groups. */
  names: Set<string>
  mistake: string | null
}

/** RE2 refuses what would repeat something more often than this, all in all. */
const mostRepeats = 1000
const deepest = 1000

function fail(reading: Reading, mistake: string): number {
  reading.mistake ??= mistake
  return 1
}

/** Each of these returns how often its most repeated part is repeated. */
function alternatives(reading: Reading, depth: number): number {
  if (depth > deepest) return fail(reading, 'groups are nested too deeply')
  let most = 1
  for (;;) {
    most = Math.max(most, sequence(reading, depth))
    if (reading.mistake !== null || reading.text[reading.at] !== '|') return most
    reading.at++
  }
}

function sequence(reading: Reading, depth: number): number {
  const { text } = reading
  let most = 1
  let last: number | null = null
  while (reading.at < text.length && reading.mistake === null) {
    const char = text[reading.at] ?? ''
    if (char === '|' || char === ')') break
    const repeat = repetition(reading)
    if (repeat !== null) {
      if (last === null) return fail(reading, `nothing to repeat before ${char}`)
      last *= repeat
      if (last > mostRepeats) return fail(reading, `more than ${mostRepeats} repetitions`)
      if (repetition(reading) !== null) return fail(reading, 'one repetition after the other')
    } else {
      // A change of flags stands between nothing and nothing: what comes next repeats what was before it.
      last = atom(reading, depth) ?? last
    }
    most = Math.max(most, last ?? 1)
  }
  return most
}

const counted = /\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/y

/** `*`, `+`, `?` or `{2,5}`, greedy or not, and how often it repeats for sure; null when there is none. */
function repetition(reading: Reading): number | null {
  const { text } = reading
  const char = text[reading.at] ?? ''
  let times = 1
  if (char === '{') {
    counted.lastIndex = reading.at
    const match = counted.exec(text)
    // Any other { is just that.
    if (!match) return null
    const least = Number(match[1])
    const most = match[3] === undefined ? least : Number(match[3])
    if (least > mostRepeats || most > mostRepeats || most < least) return fail(reading, `the repetition ${match[0]}`)
    reading.at += match[0].length
    times = Math.max(1, most)
  } else if (char !== '' && '*+?'.includes(char)) {
    reading.at++
  } else {
    return null
  }
  if (text[reading.at] === '?') reading.at++
  return times
}

/** One thing that can be repeated; null for one that cannot, as a change of flags. */
function atom(reading: Reading, depth: number): number | null {
  const { text } = reading
  const char = text[reading.at]
  if (char === '(') return group(reading, depth)
  if (char === '[') characterClass(reading)
  else if (char === '\\') return escaped(reading)
  else reading.at += isPair(text, reading.at) ? 2 : 1
  return 1
}

const flags = /\(\?(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)?([:)])/y
const named = /\(\?P?<([^>]*)>/y

function group(reading: Reading, depth: number): number | null {
  const { text } = reading
  if (text.startsWith('(?', reading.at)) {
    flags.lastIndex = named.lastIndex = reading.at
    const byFlags = flags.exec(text)
    const byName = byFlags ? null : named.exec(text)
    if (byFlags) {
      reading.at += byFlags[0].length
      if (byFlags[1] === ')') return null
    } else if (byName) {
      const [whole, name = ''] = byName
      if (!/^\w+$/.test(name)) return fail(reading, lookaround(text, reading.at) ?? `the group name ${name}`)
      if (reading.names.has(name)) return fail(reading, `two groups called ${name}`)
      reading.names.add(name)
      reading.at += whole.length
    } else {
      return fail(reading, lookaround(text, reading.at) ?? `the group ${text.slice(reading.at, reading.at + 4)}`)
    }
  } else {
    reading.at++
  }
  const repeats = alternatives(reading, depth + 1)
  if (reading.mistake !== null) return 1
  if (text[reading.at] !== ')') return fail(reading, 'a ( without its )')
  reading.at++
  return repeats
}

const lookarounds: Record<string, string> = {
  '(?=': 'a lookahead, (?=…)',
  '(?!': 'a negative lookahead, (?!…)',
  '(?<=': 'a lookbehind, (?<=…)',
  '(?<!': 'a negative lookbehind, (?<!…)',
  '(?>': 'an atomic group, (?>…)',
}

function lookaround(text: string, at: number): string | null {
  const start = Object.keys(lookarounds).find(each => text.startsWith(each, at))
  return start === undefined ? null : (lookarounds[start] ?? null)
}

const posix = /\[:\^?(\w*):\]/y
const posixNames = new Set([
  ...['alnum', 'alpha', 'ascii', 'blank', 'cntrl', 'digit', 'graph', 'lower', 'print', 'punct', 'space', 'upper'],
  ...['word', 'xdigit'],
])

function characterClass(reading: Reading): void {
  const { text } = reading
  reading.at += text[reading.at + 1] === '^' ? 2 : 1
  for (let first = true; ; first = false) {
    if (reading.mistake !== null) return
    if (reading.at >= text.length) {
      fail(reading, 'a [ without its ]')
      return
    }
    if (text[reading.at] === ']' && !first) {
      reading.at++
      return
    }
    if (!posixClass(reading) && !perlClass(reading)) range(reading)
  }
}

function posixClass(reading: Reading): boolean {
  posix.lastIndex = reading.at
  const match = posix.exec(reading.text)
  if (!match) return false
  if (!posixNames.has(match[1] ?? '')) fail(reading, `the class ${match[0]}`)
  reading.at += match[0].length
  return true
}

function range(reading: Reading): void {
  const { text } = reading
  const low = classCharacter(reading)
  if (text[reading.at] !== '-' || reading.at + 1 >= text.length || text[reading.at + 1] === ']') return
  const start = reading.at
  reading.at++
  const high = classCharacter(reading)
  if (reading.mistake === null && high < low) fail(reading, `the range ${text.slice(start - 1, reading.at)}`)
}

/** The code point of one character in a class. */
function classCharacter(reading: Reading): number {
  const { text } = reading
  if (text[reading.at] === '\\') return escapedCharacter(reading)
  const point = text.codePointAt(reading.at) ?? 0
  reading.at += point > 0xffff ? 2 : 1
  return point
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff
}

/** Outside of a class; null for what cannot be repeated. */
function escaped(reading: Reading): number | null {
  const { text } = reading
  const next = text[reading.at + 1] ?? ''
  if (next === 'Q') {
    const end = text.indexOf('\\E', reading.at + 2)
    const isEmpty = end === reading.at + 2 || text.length === reading.at + 2
    reading.at = end < 0 ? text.length : end + 2
    return isEmpty ? null : 1
  }
  if ('AzbB'.includes(next) && next !== '') reading.at += 2
  else if (!perlClass(reading)) escapedCharacter(reading)
  return 1
}

/** `\d` and its like, and the classes of Unicode. */
function perlClass(reading: Reading): boolean {
  const { text, at } = reading
  if (text[at] !== '\\') return false
  const next = text[at + 1] ?? ''
  if (next !== '' && 'dDsSwW'.includes(next)) {
    reading.at += 2
    return true
  }
  if (next !== 'p' && next !== 'P') return false
  const braced = text[at + 2] === '{'
  const end = braced ? text.indexOf('}', at) : at + 3
  const name = braced ? text.slice(at + 3, end).replace(/^\^/, '') : (text[at + 2] ?? '')
  if (end < 0 || end > text.length || !isUnicodeClass(name))
    fail(reading, `the class ${text.slice(at, end < 0 ? undefined : end + 1)}`)
  reading.at = braced ? end + 1 : end
  return true
}

/** Go's names: categories by their short names, scripts by their long ones. */
function isUnicodeClass(name: string): boolean {
  if (name === 'Any') return true
  if (!/^\w+$/.test(name)) return false
  return ['gc', 'sc'].some(property => {
    try {
      return new RegExp(`\\p{${property}=${name}}`, 'u') !== null
    } catch {
      return false
    }
  })
}

const hexadecimal = /\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/y
const octal = /\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y
const controls: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }

function escapedCharacter(reading: Reading): number {
  const { text, at } = reading
  const next = text[at + 1]
  if (next === undefined) return fail(reading, 'a \\ at the end')
  hexadecimal.lastIndex = octal.lastIndex = at
  const hex = hexadecimal.exec(text)
  const oct = hex ? null : octal.exec(text)
  const match = hex ?? oct
  if (match) {
    const point = hex ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16) : Number.parseInt(oct?.[1] ?? '', 8)
    if (point > 0x10ffff) return fail(reading, `the character ${match[0]}`)
    reading.at += match[0].length
    return point
  }
  const control = Object.hasOwn(controls, next) ? controls[next] : undefined
  if (control === undefined && (/[0-9A-Za-z]/.test(next) || next > '\x7f')) {
    return fail(reading, /[1-9]/.test(next) ? `the back reference \\${next}` : `the escape \\${next}`)
  }
  reading.at += 2
  return control ?? next.charCodeAt(0)
}
