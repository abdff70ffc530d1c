import {
  call,
  constant,
  type Definition,
  identity,
  type Native,
  NotAProgram,
  type Pattern,
  type Query,
  type UpdateOperator,
} from './syntax.ts'
import { stringPart, type Token, type TokenKind, tokenAt } from './tokens.ts'

/** How tightly operators bind, loosest first (gojq 0.12, parser.go.y); those without an association may not be chained. */
const operators: { symbols: string[]; association: 'left' | 'right' | 'none' }[] = [
  { symbols: ['//'], association: 'right' },
  { symbols: ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='], association: 'none' },
  { symbols: ['or'], association: 'left' },
  { symbols: ['and'], association: 'left' },
  { symbols: ['==', '!=', '<', '<=', '>', '>='], association: 'none' },
  { symbols: ['+', '-'], association: 'left' },
  { symbols: ['*', '/', '%'], association: 'left' },
]

const natives: Record<string, Native> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'modulo' }
const comparisons: Record<string, string> = {
  '==': '_equal',
  '!=': '_notEqual',
  '<': '_less',
  '<=': '_lessOrEqual',
  '>': '_greater',
  '>=': '_greaterOrEqual',
}

/** Reads a program; throws NotAProgram where gojq refuses it. */
export function parse(source: string): Query {
  const reader = new Reader(source)
  const query = reader.query()
  reader.expect('end')
  return query
}

class Reader {
  private readonly source: string
  private token: Token

  constructor(source: string) {
    this.source = source
    this.token = tokenAt(source, 0)
  }

  query(): Query {
    const left = this.commas()
    return this.take('symbol', '|') ? { is: 'pipe', left, right: this.query() } : left
  }

  private commas(): Query {
    let left = this.operand()
    while (this.take('symbol', ',')) left = { is: 'comma', left, right: this.operand() }
    return left
  }

  /** What stands between commas. Definitions, labels and bindings reach to the end of the query. */
  private operand(): Query {
    if (this.take('keyword', 'def')) {
      const definition = this.definition()
      return { is: 'define', definition, body: this.query() }
    }
    if (this.take('keyword', 'label')) {
      const name = this.expect('variable')
      this.expect('symbol', '|')
      return { is: 'label', name, body: this.query() }
    }
    const source = this.expression(0)
    if (!this.take('keyword', 'as')) return source
    const pattern = this.pattern()
    if (this.sees('symbol', '?//')) throw new NotAProgram('the operator ?// is not supported', true)
    this.expect('symbol', '|')
    return { is: 'bind', source, pattern, body: this.query() }
  }

  private definition(): Definition {
    const name = this.expect('identifier')
    const parameters: string[] = []
    if (this.take('symbol', '(')) {
      do parameters.push(this.sees('variable') ? this.expect('variable') : this.expect('identifier'))
      while (this.take('symbol', ';'))
      this.expect('symbol', ')')
    }
    this.expect('symbol', ':')
    const body = this.query()
    this.expect('symbol', ';')
    return { name, parameters, body }
  }

  private expression(level: number): Query {
    const { symbols, association } = operators[level] ?? { symbols: [], association: 'none' }
    if (symbols.length === 0) return this.term()
    let left = this.expression(level + 1)
    while (this.seesOperator(symbols)) {
      const symbol = this.advance().text
      left = combine(symbol, left, this.expression(association === 'right' ? level : level + 1))
      if (association === 'none' && this.seesOperator(symbols)) this.unexpected()
    }
    return left
  }

  private seesOperator(symbols: string[]): boolean {
    return (this.token.kind === 'symbol' || this.token.kind === 'keyword') && symbols.includes(this.token.text)
  }

  private term(): Query {
    if (this.take('symbol', '-')) return negated(this.term())
    if (this.take('symbol', '+')) return call('_plus', this.term())
    let term = this.primary()
    for (;;) {
      if (this.sees('field')) term = { is: 'index', of: term, key: constant(this.advance().text) }
      else if (this.sees('symbol', '[')) term = this.suffix(term)
      else if (this.take('symbol', '?')) term = optional(term)
      else if (this.take('symbol', '.')) term = this.afterDot(term)
      else return term
    }
  }

  private afterDot(of: Query): Query {
    if (this.sees('symbol', '[')) return this.suffix(of)
    this.expect('quote')
    return { is: 'index', of, key: this.string(null) }
  }

  private suffix(of: Query): Query {
    this.expect('symbol', '[')
    if (this.take('symbol', ']')) return { is: 'each', of }
    if (this.take('symbol', ':')) {
      const to = this.query()
      this.expect('symbol', ']')
      return { is: 'slice', of, from: null, to }
    }
    const from = this.query()
    if (!this.take('symbol', ':')) {
      this.expect('symbol', ']')
      return { is: 'index', of, key: from }
    }
    const to = this.sees('symbol', ']') ? null : this.query()
    this.expect('symbol', ']')
    return { is: 'slice', of, from, to }
  }

  private primary(): Query {
    const { kind, text } = this.token
    if (kind === 'identifier' || kind === 'keyword') return this.word()
    this.advance()
    switch (kind) {
      case 'field':
        return { is: 'index', of: identity, key: constant(text) }
      case 'variable':
        return { is: 'variable', name: text }
      case 'number':
        return constant(Number(text))
      case 'quote':
        return this.string(null)
      case 'format':
        return this.take('quote') ? this.string(text) : formatted(text)
      default:
    }
    switch (kind === 'symbol' ? text : '') {
      case '.':
        return this.sees('symbol', '[') || this.sees('quote') ? this.afterDot(identity) : identity
      case '..':
        return call('recurse')
      case '(': {
        const inner = this.query()
        this.expect('symbol', ')')
        return inner
      }
      case '[': {
        if (this.take('symbol', ']')) return { is: 'array', of: null }
        const of = this.query()
        this.expect('symbol', ']')
        return { is: 'array', of }
      }
      case '{':
        return this.object()
      default:
        throw new NotAProgram(text === '' ? 'unexpected EOF' : `unexpected token "${text}"`)
    }
  }

  private word(): Query {
    const { kind, text } = this.advance()
    if (kind === 'identifier') {
      const args: Query[] = []
      if (this.take('symbol', '(')) {
        do args.push(this.query())
        while (this.take('symbol', ';'))
        this.expect('symbol', ')')
      }
      return { is: 'call', name: text, args }
    }
    switch (text) {
      case 'null':
        return constant(null)
      case 'true':
      case 'false':
        return constant(text === 'true')
      case 'if':
        return this.conditional()
      case 'try': {
        const body = this.term()
        return { is: 'try', body, handler: this.take('keyword', 'catch') ? this.term() : null }
      }
      case 'reduce':
      case 'foreach':
        return this.loop(text)
      case 'break':
        return { is: 'break', name: this.expect('variable') }
      default:
        throw new NotAProgram(`unexpected token "${text}"`)
    }
  }

  private conditional(): Query {
    const condition = this.query()
    this.expect('keyword', 'then')
    const whenTrue = this.query()
    if (this.take('keyword', 'elif')) return { is: 'if', condition, whenTrue, whenFalse: this.conditional() }
    const whenFalse = this.take('keyword', 'else') ? this.query() : identity
    this.expect('keyword', 'end')
    return { is: 'if', condition, whenTrue, whenFalse }
  }

  private loop(word: 'reduce' | 'foreach'): Query {
    const source = this.expression(0)
    this.expect('keyword', 'as')
    const pattern = this.pattern()
    this.expect('symbol', '(')
    const start = this.query()
    this.expect('symbol', ';')
    const update = this.query()
    const extract = word === 'foreach' && this.take('symbol', ';') ? this.query() : null
    this.expect('symbol', ')')
    return word === 'reduce'
      ? { is: 'reduce', source, pattern, start, update }
      : { is: 'foreach', source, pattern, start, update, extract }
  }

  private object(): Query {
    const entries: { key: Query; value: Query }[] = []
    while (!this.take('symbol', '}')) {
      entries.push(this.entry())
      if (!this.take('symbol', ',')) {
        this.expect('symbol', '}')
        break
      }
    }
    return { is: 'object', entries }
  }

  private entry(): { key: Query; value: Query } {
    if (this.take('symbol', '(')) {
      const key = this.query()
      this.expect('symbol', ')')
      this.expect('symbol', ':')
      return { key, value: this.entryValue() }
    }
    if (this.sees('variable')) {
      const { text } = this.advance()
      const variable: Query = { is: 'variable', name: text }
      return this.take('symbol', ':')
        ? { key: variable, value: this.entryValue() }
        : { key: constant(text.slice(1)), value: variable }
    }
    const key = this.take('quote') ? this.string(null) : constant(this.key())
    return { key, value: this.take('symbol', ':') ? this.entryValue() : { is: 'index', of: identity, key } }
  }

  private key(): string {
    if (!(this.sees('identifier') || this.sees('keyword')) || this.token.text.includes('::')) this.unexpected()
    return this.advance().text
  }

  private entryValue(): Query {
    const left = this.expression(0)
    return this.take('symbol', '|') ? { is: 'pipe', left, right: this.entryValue() } : left
  }

  private pattern(): Pattern {
    if (this.sees('variable')) return { is: 'name', name: this.expect('variable') }
    if (this.take('symbol', '[')) {
      const items = this.list(() => this.pattern())
      this.expect('symbol', ']')
      return { is: 'array', items }
    }
    this.expect('symbol', '{')
    const entries = this.list(() => this.patternEntry())
    this.expect('symbol', '}')
    return { is: 'object', entries }
  }

  private patternEntry(): { key: Query; name: string | null; value: Pattern | null } {
    if (this.sees('variable')) {
      const name = this.expect('variable')
      return { key: constant(name.slice(1)), name, value: this.take('symbol', ':') ? this.pattern() : null }
    }
    let key: Query
    if (this.take('symbol', '(')) {
      key = this.query()
      this.expect('symbol', ')')
    } else key = this.take('quote') ? this.string(null) : constant(this.key())
    this.expect('symbol', ':')
    return { key, name: null, value: this.pattern() }
  }

  private list<T>(item: () => T): T[] {
    const items = [item()]
    while (this.take('symbol', ',')) items.push(item())
    return items
  }

  /** A string whose opening quote was read; interpolated values go through the format. */
  private string(format: string | null): Query {
    let result: Query | null = null
    const append = (part: Query) => {
      result = result === null ? part : call('_add', result, part)
    }
    let at = this.stringStart
    for (;;) {
      const { text, next, end } = stringPart(this.source, at)
      if (text !== '' || (next === 'end' && result === null)) append(constant(text))
      if (next === 'end') {
        this.token = tokenAt(this.source, end)
        return result ?? constant('')
      }
      this.token = tokenAt(this.source, end)
      append({ is: 'pipe', left: this.query(), right: formatted(format ?? '@text') })
      if (!this.sees('symbol', ')')) this.unexpected()
      at = this.token.end
    }
  }

  /** Where the text of the string begins whose opening quote was the last token. */
  private stringStart = 0

  private sees(kind: TokenKind, text?: string): boolean {
    return this.token.kind === kind && (text === undefined || this.token.text === text)
  }

  private take(kind: TokenKind, text?: string): boolean {
    const seen = this.sees(kind, text)
    if (seen) this.advance()
    return seen
  }

  expect(kind: TokenKind, text?: string): string {
    if (!this.sees(kind, text)) this.unexpected()
    return this.advance().text
  }

  private advance(): Token {
    const token = this.token
    if (token.kind === 'quote') this.stringStart = token.end
    else this.token = tokenAt(this.source, token.end)
    return token
  }

  private unexpected(): never {
    const { kind, text } = this.token
    throw new NotAProgram(kind === 'end' ? 'unexpected EOF' : `unexpected token "${text}"`)
  }
}

/** `.a.b?` guards the last step only (gojq 0.12, compileTermSuffix). */
function optional(term: Query): Query {
  if ((term.is === 'index' || term.is === 'slice' || term.is === 'each') && term.of !== identity) {
    return { is: 'pipe', left: term.of, right: { is: 'try', body: { ...term, of: identity }, handler: null } }
  }
  return { is: 'try', body: term, handler: null }
}

function negated(term: Query): Query {
  return term.is === 'constant' && typeof term.value === 'number' ? constant(-term.value) : call('_negate', term)
}

function combine(symbol: string, left: Query, right: Query): Query {
  const comparison = comparisons[symbol]
  if (comparison !== undefined) return call(comparison, left, right)
  const native = natives[symbol]
  if (native !== undefined) return call(`_${native}`, left, right)
  switch (symbol) {
    case '//':
      return { is: 'alternative', left, right }
    case 'or':
      return { is: 'if', condition: left, whenTrue: constant(true), whenFalse: truth(right) }
    case 'and':
      return { is: 'if', condition: left, whenTrue: truth(right), whenFalse: constant(false) }
    default:
      return { is: 'update', operator: updateOperator(symbol), path: left, value: right }
  }
}

function truth(condition: Query): Query {
  return { is: 'if', condition, whenTrue: constant(true), whenFalse: constant(false) }
}

function updateOperator(symbol: string): UpdateOperator {
  if (symbol === '=') return 'assign'
  return symbol === '|=' ? 'modify' : (natives[symbol.slice(0, -1)] ?? 'orElse')
}

const formats: Record<string, string> = {
  '@text': 'tostring',
  '@json': 'tojson',
  '@html': '_html',
  '@uri': '_uri',
  '@urid': '_urid',
  '@csv': '_csv',
  '@tsv': '_tsv',
  '@sh': '_sh',
  '@base64': '_base64',
  '@base64d': '_base64d',
}

function formatted(format: string): Query {
  const name = formats[format]
  return name === undefined ? call('format', constant(format.slice(1))) : call(name)
}
