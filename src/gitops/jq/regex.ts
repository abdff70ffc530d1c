import { NotAProgram } from './syntax.ts'
import { fail } from './values.ts'

/** What RE2 and JavaScript write alike but mean differently, or only RE2 has: [JavaScript's text outside, inside a class]. */
const classes: Record<string, [string, string]> = {
  d: ['[0-9]', '0-9'],
  D: ['[^0-9]', ''],
  w: ['[0-9A-Za-z_]', '0-9A-Za-z_'],
  W: ['[^0-9A-Za-z_]', ''],
  s: ['[\\t\\n\\f\\r ]', '\\t\\n\\f\\r '],
  S: ['[^\\t\\n\\f\\r ]', ''],
}

const posix: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

const controls: Record<string, string> = { a: '\\x07', f: '\\f', n: '\\n', r: '\\r', t: '\\t', v: '\\v' }
const anchors: Record<string, string> = { A: '(?<![\\s\\S])', z: '(?![\\s\\S])', b: '\\b', B: '\\B' }
const maxRepeat = 1000

const cache = new Map<string, RegExp>()
const cacheSize = 200

/** A regular expression of Go (RE2) as one of JavaScript. What Go refuses fails in the program; what only we lack, outside it. */
export function regex(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`
  const known = cache.get(key)
  if (known) return known
  if (/[^gim]/.test(flags)) return fail(`unsupported regular expression flag: ${JSON.stringify(flags)}`)
  let compiled: RegExp
  const leading = /^\(\?([is]+)\)/.exec(pattern)
  const all = flags.replaceAll('m', 's') + (leading?.[1] ?? '')
  const translated = new Translator(pattern.slice(leading?.[0].length ?? 0), all.includes('s')).translate()
  try {
    compiled = new RegExp(translated, `dug${all.includes('i') ? 'i' : ''}`)
  } catch {
    return fail(`invalid regular expression ${JSON.stringify(pattern)}`)
  }
  if (cache.size >= cacheSize) cache.clear()
  cache.set(key, compiled)
  return compiled
}

class Translator {
  private at = 0
  private readonly text: string
  private readonly dotAll: boolean

  constructor(text: string, dotAll: boolean) {
    this.text = text
    this.dotAll = dotAll
  }

  translate(): string {
    let out = ''
    while (this.at < this.text.length) out += this.next()
    return out
  }

  private next(): string {
    const char = this.rune()
    switch (char) {
      case '.':
        return this.dotAll ? '[\\s\\S]' : '[^\\n]'
      case '\\':
        return this.escape(false)
      case '[':
        return this.charClass()
      case '(':
        return this.group()
      case '{':
        return this.repeat()
      case '}':
      case ']':
      case '/':
        return `\\${char}`
      case '$':
        return '(?![\\s\\S])'
      case '^':
        return '(?<![\\s\\S])'
      default:
        return char
    }
  }

  private rune(): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    this.at += char.length
    return char
  }

  private rest(): string {
    return this.text.slice(this.at)
  }

  private escape(inClass: boolean): string {
    if (this.at >= this.text.length) return fail('invalid regular expression: trailing backslash')
    const char = this.rune()
    const shorthand = classes[char]
    if (shorthand) {
      const [outside, inside] = shorthand
      if (!inClass) return outside
      return inside === '' ? unsupported(`\\${char} in a character class`) : inside
    }
    if (Object.hasOwn(controls, char)) return controls[char] ?? ''
    if (!inClass && Object.hasOwn(anchors, char)) return anchors[char] ?? ''
    if (char === 'x') return this.hex()
    if (char === 'p' || char === 'P') return this.unicodeClass(char)
    if (char === 'Q' && !inClass) return this.quoted()
    if (/[0-9]/.test(char)) return /[1-7]/.test(char) && !/^[0-7]/.test(this.rest()) ? refused() : this.octal(char)
    if (/[A-Za-z]/.test(char) || char.codePointAt(0) === undefined || char >= '\x80') return refused()
    return inClass ? literal(char) : literal(char).replace('\\-', '-')
  }

  private octal(first: string): string {
    const digits = /^[0-7]{0,2}/.exec(this.rest())?.[0] ?? ''
    if (first > '7') return refused()
    this.at += digits.length
    return codePoint(Number.parseInt(first + digits, 8))
  }

  private hex(): string {
    const match = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(this.rest())
    const digits = match?.[1] ?? match?.[2]
    if (!match || digits === undefined) return refused()
    this.at += match[0].length
    const code = Number.parseInt(digits, 16)
    return code > 0x10ffff ? refused() : codePoint(code)
  }

  private unicodeClass(letter: string): string {
    const match = /^(?:\{\^?[A-Za-z_]+\}|[A-Z])/.exec(this.rest())
    if (!match) return refused()
    this.at += match[0].length
    const name = match[0].replace(/[{}]/g, '')
    const negated = name.startsWith('^') !== (letter === 'P')
    const property = name.replace('^', '')
    const escaped = `\\${negated ? 'P' : 'p'}{${property.length <= 2 ? property : `Script=${property}`}}`
    try {
      new RegExp(escaped, 'u')
    } catch {
      return refused()
    }
    return escaped
  }

  private quoted(): string {
    const end = this.text.indexOf('\\E', this.at)
    const text = end < 0 ? this.rest() : this.text.slice(this.at, end)
    this.at += text.length + (end < 0 ? 0 : 2)
    return Array.from(text, literal).join('')
  }

  private charClass(): string {
    let out = '['
    if (this.text[this.at] === '^') {
      out += '^'
      this.at += 1
    }
    for (let first = true; ; first = false) {
      if (this.at >= this.text.length) return refused()
      const named = /^\[:(\^?)([a-z]+):\]/.exec(this.rest())
      if (named) {
        const inside = posix[named[2] ?? '']
        if (inside === undefined) return refused()
        if (named[1] === '^') return unsupported('a negated POSIX class')
        out += inside
        this.at += named[0].length
        continue
      }
      const char = this.rune()
      if (char === ']' && !first) return `${out}]`
      if (char === '\\') out += this.escape(true)
      else out += char === '-' ? this.dash() : literal(char)
    }
  }

  /** A dash is a range between two characters, or itself at an end of the class. */
  private dash(): string {
    const before = this.text[this.at - 2]
    const atEdge = before === '[' || before === '^' || this.text[this.at] === ']'
    return atEdge ? '\\-' : '-'
  }

  private group(): string {
    const named = /^\?P?<([A-Za-z_0-9]+)>/.exec(this.rest())
    if (named) {
      this.at += named[0].length
      return `(?<${named[1]}>`
    }
    if (!this.rest().startsWith('?')) return '('
    if (this.rest().startsWith('?:')) {
      this.at += 2
      return '(?:'
    }
    const flags = /^\?([imsU]*)(-[imsU]+)?([):])/.exec(this.rest())
    if (!flags) return refused()
    return unsupported(`the group (${flags[0]}`)
  }

  private repeat(): string {
    const match = /^([0-9]+)(?:,([0-9]*))?\}/.exec(this.rest())
    if (!match) return '\\{'
    const [minimum, maximum] = [Number(match[1]), Number(match[2] || match[1])]
    if (minimum > maxRepeat || maximum > maxRepeat || maximum < minimum) return refused()
    this.at += match[0].length
    return `{${match[0]}`
  }
}

function literal(char: string): string {
  return /[\^$\\.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char
}

function codePoint(code: number): string {
  return `\\u{${code.toString(16)}}`
}

function refused(): never {
  return fail('invalid regular expression')
}

function unsupported(what: string): never {
  throw new NotAProgram(`regular expressions with ${what} are not supported`, true)
}
