import { BANG, isSpace, isUri, isWord } from './chars.ts'
import { line, readBreak } from './cursor.ts'
import { quoted } from './fault.ts'
import { fail, faultToken, newToken, type Scanner, type Token } from './scanner.ts'

/** `&name` or `*name`. */
export function scanAnchor(s: Scanner, kind: 'anchor' | 'alias'): Token {
  const start = s.pos
  s.pos++
  const word = takeWhile(s, isWord)
  if (word === '' || !(isSpaceAt(s) || '?:,]}%@`'.includes(s.text.charAt(s.pos)))) {
    const written = line(s, start)
    return fail(s, {
      code: 'YM014',
      message: `${quoted(written)} reads as an ${kind}, whose name may hold only letters, digits, - and _`,
      start,
      end: start + written.length,
      help: 'put the value in quotes if it is text',
    })
  }
  return newToken(kind, start, s.pos, word)
}

/** `!<uri>`, `!handle!suffix`, `!suffix` or a lone `!`. */
export function scanTag(s: Scanner): Token {
  const start = s.pos
  s.pos++
  let handle = ''
  let suffix: string
  if (s.text.charAt(s.pos) === '<') {
    s.pos++
    suffix = takeWhile(s, isUri)
    if (s.text.charAt(s.pos) !== '>') return failTag(s, start)
    s.pos++
  } else {
    const word = takeWhile(s, isWord)
    const hasHandle = s.text.charCodeAt(s.pos) === BANG
    if (hasHandle) s.pos++
    handle = hasHandle ? `!${word}!` : '!'
    suffix = (hasHandle ? '' : word) + takeWhile(s, isUri)
  }
  if (handle === '!' && suffix === '') [handle, suffix] = ['', '!']
  const octets = readOctets(suffix)
  if (suffix === '' || octets === null || !isSpaceAt(s)) return failTag(s, start)
  return newToken('tag', start, s.pos, handle, false, octets)
}

const version = /%YAML[ \t]+([0-9]{1,2})\.([0-9]{1,2})/y
const tagDirective = /%TAG[ \t]+(!(?:[0-9A-Za-z_-]*!)?)[ \t]+/y
const restOfLine = /[ \t]*(?:#[^\n\r\x85\u2028\u2029\0]*)?(?=[\n\r\x85\u2028\u2029\0])/y

/** `%YAML 1.1` or `%TAG !handle! prefix`; there are no others. */
export function scanDirective(s: Scanner): Token {
  const start = s.pos
  version.lastIndex = tagDirective.lastIndex = start
  const numbers = version.exec(s.text)
  const named = numbers ? null : tagDirective.exec(s.text)
  s.pos += (numbers ?? named)?.[0].length ?? 0
  let token = faultToken
  if (numbers) {
    token = newToken('version', start, s.pos, `${Number(numbers[1])}.${Number(numbers[2])}`)
  } else if (named) {
    const prefix = takeWhile(s, isUri)
    const octets = readOctets(prefix)
    if (prefix !== '' && octets !== null && isSpaceAt(s)) {
      token = newToken('tag directive', start, s.pos, named[1], false, octets)
    }
  }
  restOfLine.lastIndex = s.pos
  const rest = restOfLine.exec(s.text)
  if (token === faultToken || !rest) return failDirective(s, start)
  s.pos += rest[0].length
  readBreak(s)
  return token
}

/** The bytes of a tag as one character each, `%41` decoded; null when they are not UTF-8. Only ASCII tags mean anything. */
function readOctets(written: string): string | null {
  const [head = '', ...parts] = written.split('%')
  let out = head
  let missing = 0
  for (const part of parts) {
    if (!/^[0-9a-fA-F]{2}/.test(part)) return null
    const octet = Number.parseInt(part.slice(0, 2), 16)
    const isTail = octet >= 0x80 && octet < 0xc0
    if (isTail !== missing > 0 || octet >= 0xf8) return null
    missing = isTail ? missing - 1 : octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : octet >= 0xc0 ? 1 : 0
    if (missing > 0 && part.length > 2) return null
    out += String.fromCharCode(octet) + part.slice(2)
  }
  return missing > 0 ? null : out
}

function takeWhile(s: Scanner, isPart: (code: number) => boolean): string {
  const start = s.pos
  while (isPart(s.text.charCodeAt(s.pos))) s.pos++
  return s.text.slice(start, s.pos)
}

function isSpaceAt(s: Scanner): boolean {
  return isSpace(s.text.charCodeAt(s.pos))
}

function failTag(s: Scanner, start: number): Token {
  const written = line(s, start)
  return fail(s, {
    code: 'YM015',
    message: `${quoted(written)} reads as a tag, but not as a complete one`,
    start,
    end: start + written.length,
    help: 'put the value in quotes if it is text',
  })
}

function failDirective(s: Scanner, start: number): Token {
  const written = line(s, start)
  return fail(s, {
    code: 'YM016',
    message: `${quoted(written)} reads as a directive, because % starts the line; only %YAML and %TAG exist`,
    start,
    end: start + written.length,
    help: 'put the value in quotes if it is text',
  })
}
