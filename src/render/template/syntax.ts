/// <reference path="./handlebars.d.ts" />
import { parser, parseWithoutProcessing } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import type { Span } from './plan.ts'

/** What Handlebars' own grammar makes of a template, as far as serin's templates may use it. */
export interface Program {
  body: Statement[]
  blockParams?: string[]
}

export type Statement = Content | Comment | Mustache | Block | Partial | Refused

interface Located {
  loc: { start: Position; end: Position }
}
interface Position {
  line: number
  /** From 0. */
  column: number
}
interface Strip {
  open: boolean
  close: boolean
}

interface Content extends Located {
  type: 'ContentStatement'
  value: string
}
interface Comment extends Located {
  type: 'CommentStatement'
  strip?: Strip
}
interface Call extends Located {
  path: Expression
  params: Expression[]
  hash?: { pairs: { key: string; value: Expression; loc: Located['loc'] }[] }
}
export interface Mustache extends Call {
  type: 'MustacheStatement'
  escaped: boolean
  strip?: Strip
}
export interface Block extends Call {
  type: 'BlockStatement'
  program?: Program
  inverse?: Program
  openStrip?: Strip
  inverseStrip?: Strip
  closeStrip?: Strip
}
export interface Partial extends Located {
  type: 'PartialStatement'
  name: Expression
  params: Expression[]
  hash?: Call['hash']
  strip?: Strip
}
interface Refused extends Located {
  type: 'Decorator' | 'DecoratorBlock' | 'PartialBlockStatement'
}

export type Expression = Path | Literal | SubExpression
export interface Path extends Located {
  type: 'PathExpression'
  data: boolean
  depth: number
  parts: string[]
  original: string
}
interface Literal extends Located {
  type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'NullLiteral' | 'UndefinedLiteral'
  value?: string | number | boolean
}
export interface SubExpression extends Call {
  type: 'SubExpression'
}

export interface SyntaxFault {
  at: Span
  message: string
  help?: string
}

/** The grammar throws at the first mistake; here that becomes a fault with its place. */
export function parseSyntax(text: string): Program | SyntaxFault {
  try {
    return parseWithoutProcessing(text) as Program
  } catch (error) {
    return toFault(error as Thrown, text)
  }
}

export function spanOf({ loc }: Located): Span {
  return [loc.start.line, loc.start.column + 1, loc.end.line, loc.end.column + 1]
}

/** Handlebars' own exceptions know their line and column; those of the generated parser say it in words only. */
interface Thrown extends Error {
  lineNumber?: number
  column?: number
}

function toFault(error: Thrown, text: string): SyntaxFault {
  if (error.lineNumber !== undefined) {
    const column = (error.column ?? 0) + 1
    return { at: [error.lineNumber, column, error.lineNumber, column + 1], message: said(error.message) }
  }
  const got = /, got '(\w+)'$/.exec(error.message)?.[1]
  const open = got === 'EOF' ? unclosed(text) : undefined
  if (open) return open
  const { first_line, first_column, last_line, last_column } = parser.lexer.yylloc
  const at: Span = [first_line, first_column + 1, last_line, Math.max(last_column, first_column + 1) + 1]
  const rest = text
    .split('\n')
    .slice(first_line - 1)
    .join('\n')
    .slice(first_column)
  if (!rest.includes('}}') || (got === 'INVALID' && rest.startsWith('}')))
    return { at, message: 'the tag is never closed; expected `}}`' }
  const token = got === undefined ? undefined : tokens[got]
  if (token === undefined) return { at, message: 'this is not Handlebars' }
  const [name, help] = token
  return { at, message: `${name} cannot stand here`, ...(help !== undefined && { help }) }
}

/** `each doesn't match if - 3:2`, and whatever else Handlebars says by itself. */
function said(message: string): string {
  const [, open, close] = /^(\S+) doesn't match (\S+) - /.exec(message) ?? []
  return open === undefined ? message.replace(/ - \d+:\d+$/, '') : `\`{{#${open}}}\` is closed by \`{{/${close}}}\``
}

/** The grammar's tokens, as an author would call them, and what is mostly behind one in the wrong place. */
const tokens: Record<string, [name: string, help?: string]> = {
  EOF: ['the end of the template'],
  CLOSE: ['`}}`'],
  CLOSE_UNESCAPED: ['`}}}`', 'Put a blank between `}}` and the bracket that follows it.'],
  CLOSE_SEXPR: ['`)`'],
  OPEN_SEXPR: ['`(`'],
  OPEN_ENDBLOCK: ['a closing tag'],
  INVERSE: ['`{{else}}`'],
  OPEN_INVERSE_CHAIN: ['`{{else …}}`'],
  ID: ['this name'],
  EQUALS: ['`=`'],
  STRING: ['this text'],
  NUMBER: ['this number', 'An item of a list is written `list.[0]`.'],
  INVALID: ['this character', 'A field of such a name is written `[field name]`.'],
}

/** The innermost block that nothing closes: a better place to look at than the end of the template. */
function unclosed(text: string): SyntaxFault | undefined {
  const open: Tag[] = []
  for (const tag of tagsOf(text)) {
    if (tag.kind === '/') open.pop()
    else if (tag.kind !== '' && tag.name !== '') open.push(tag)
  }
  const last = open.at(-1)
  return last && { at: spanAt(text, last), message: `\`${last.text}\` is never closed; expected \`{{/${last.name}}}\`` }
}

/** The first tag with more blocks or brackets around it than allowed: the grammar takes the square of the time for them. */
export function tooDeep(text: string, deepest: number): Span | undefined {
  let depth = 0
  for (const tag of tagsOf(text)) {
    if (tag.kind === '/') depth--
    else if (tag.kind !== '' && tag.name !== '') depth++
    if (depth > deepest || tag.text.split('(').length - 1 > deepest) return spanAt(text, tag)
  }
  return undefined
}

interface Tag {
  start: number
  text: string
  kind: '' | '#' | '^' | '/'
  name: string
}

/** The tags of a template, without parsing it. */
function* tagsOf(text: string): Generator<Tag> {
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const comment = text.startsWith('{{!--', start)
    const end = text.indexOf(comment ? '--}}' : '}}', start)
    if (end < 0) return
    const tag = text.slice(start, end + 2)
    const [, kind, name = ''] = /^\{\{~?([#^/])\s*([^\s}]*)/.exec(tag) ?? []
    yield { start, text: tag, kind: kind === '#' || kind === '^' || kind === '/' ? kind : '', name }
    start = text.indexOf('{{', end)
  }
}

function spanAt(text: string, { start, text: { length } }: Tag): Span {
  const before = text.slice(0, start).split('\n')
  const column = (before.at(-1) ?? '').length + 1
  return [before.length, column, before.length, column + length]
}
