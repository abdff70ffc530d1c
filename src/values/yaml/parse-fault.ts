import { typeName } from '../json.ts'
import type { YamlCode } from './codes.ts'
import { line, lineEnd, lineText } from './cursor.ts'
import { quoted } from './fault.ts'
import type { Located, Parser } from './parser.ts'
import { fail, type Token } from './scanner.ts'

type Related = { message: string; start: number; end: number }

function report(p: Parser, code: YamlCode, message: string, token: Token, help: string, related?: Related): Token {
  const { start } = token
  const end = Math.max(lineEnd(p.scanner, start), token.end)
  return fail(p.scanner, { code, message, start, end, help, ...(related && { related: [related] }) })
}

/** What is written at a token, as messages put it. */
function written(p: Parser, token: Token): string {
  const s = p.scanner
  return token.start >= s.text.length - 1 ? 'the end of the text' : quoted(line(s, token.start))
}

/** Neither a scalar nor the start of a list or map, where a value must be. */
export function failContent(p: Parser, token: Token): Token {
  if (p.bracket !== null && endsDocument(token)) return failUnclosed(p, p.bracket)
  const message = `a value is missing before ${written(p, token)}`
  return report(p, 'YM011', message, token, 'if this is the value, put quotes around it')
}

/** Something that is not the next key of the block map that starts at `start`. */
export function failKeyExpected(p: Parser, token: Token, start: number): Token {
  if (token.kind !== 'item') return failInBlock(p, token, 'map', start)
  const message = `${written(p, token)} is a list item among the keys of a map`
  return report(p, 'YM010', message, token, 'indent it below the key it belongs to', blockAt(p, 'map', start))
}

/** Something that is not the next item of the block list that starts at `start`. */
export function failItemExpected(p: Parser, token: Token, start: number): Token {
  if (token.kind !== 'key') return failInBlock(p, token, 'list', start)
  const message = `${written(p, token)} is a key among the items of a list`
  const help = 'indent it below an item, or indent the list below its own key'
  return report(p, 'YM010', message, token, help, blockAt(p, 'list', start))
}

function blockAt(p: Parser, kind: 'map' | 'list', start: number): Related {
  return { message: `the ${kind} starts here`, start, end: lineEnd(p.scanner, start) }
}

function failInBlock(p: Parser, token: Token, block: 'map' | 'list', start: number): Token {
  const text = written(p, token)
  switch (token.kind) {
    case 'block map':
    case 'block list': {
      const message = `the indentation of ${text} matches nothing above it`
      const help = `indent it exactly like the ${block === 'map' ? 'key' : 'item'} it follows`
      return report(p, 'YM009', message, token, help, blockAt(p, block, start))
    }
    case 'value':
      return report(p, 'YM011', `${text} has no key before its colon`, token, 'write the key, or quote the text')
    case ']':
    case '}':
      return report(p, 'YM012', `the \`${token.kind}\` closes nothing`, token, 'remove it, or quote the text')
    default:
      return report(p, 'YM011', `${text} follows a value that has already ended`, token, helpAfterValue(p, token))
  }
}

function helpAfterValue(p: Parser, { start }: Token): string {
  const s = p.scanner
  if (s.text.charAt(start - 1) === "'") return "inside single quotes a quote is written ''"
  if (lineText(s, start) < start) return 'put quotes around the whole value'
  return 'indent the line like the text it continues, or give it a key'
}

/** Neither a comma nor the closing bracket after a part of a list or map in brackets. */
export function failFlow(p: Parser, token: Token, open: Token): Token {
  if (endsDocument(token)) return failUnclosed(p, open)
  const at = token.kind === 'value' ? { ...token, start: lineText(p.scanner, token.start) } : token
  const message = `a comma or \`${closing(open)}\` is missing before ${written(p, at)}`
  const opened = { message: `\`${open.kind}\` is opened here`, start: open.start, end: open.end }
  return report(p, 'YM012', message, at, quoteAll, opened)
}

function failUnclosed(p: Parser, open: Token): Token {
  const message = `the \`${open.kind}\` opened here is not closed`
  return report(p, 'YM012', message, open, `add \`${closing(open)}\`; ${quoteAll}`)
}

const quoteAll = 'if this is text, put quotes around all of it'

function closing(open: Token): ']' | '}' {
  return open.kind === '[' ? ']' : '}'
}

function endsDocument({ kind }: Token): boolean {
  return kind === 'end' || kind === 'document start' || kind === 'document end'
}

/** A list, a map, nothing or a huge number as a key. */
export function failKey(p: Parser, node: Located): Token {
  const { value, start } = node
  const { text } = p.scanner
  const end = Math.max(node.end, start + 1)
  const what =
    typeof value === 'bigint' ? `a number as large as ${value}` : value === null ? 'null' : `a ${typeName(value)}`
  return fail(p.scanner, {
    code: 'YM018',
    message: `${what} cannot be a key`,
    start,
    end,
    help:
      text.charAt(start - 1) === '{'
        ? 'put quotes around `{{ }}`: without them the braces are two maps, one the key of the other'
        : 'put quotes around the key',
  })
}

/** Infinity or not-a-number, which Go's JSON refuses. */
export function failNumber(p: Parser, { start, end }: Located): Token {
  return fail(p.scanner, {
    code: 'YM020',
    message: `${quoted(p.scanner.text.slice(start, end))} is a number that JSON and Kubernetes do not have`,
    start,
    end,
    help: 'put quotes around it if it is text',
  })
}

export function failDirective(p: Parser, token: Token, message: string): Token {
  return report(p, 'YM016', message, token, 'remove the line')
}

/** Something after the end of a document that does not start another. */
export function failDocument(p: Parser, token: Token): Token {
  const help = 'put quotes around the whole value, or start another document with `---`'
  return report(p, 'YM016', `${written(p, token)} follows the end of the document`, token, help)
}
