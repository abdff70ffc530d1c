import { trim } from './blanks.ts'
import { type Context, deepest, fault } from './context.ts'
import { callOrPath, expression } from './expression.ts'
import type { Block as Branches, Expr, Part } from './plan.ts'
import { type BlockHead, type Hole, hole, type Source, type SourceLine } from './source.ts'
import { type Block, type Mustache, type Partial, type Program, type Statement, spanOf } from './syntax.ts'

/**
 * Cuts a template into lines. A block, comment or partial that has its lines to itself leaves no line behind; a tag inside a
 * line becomes a hole in it.
 */
export function toSource(program: Program, context: Context): Source[] {
  const pen = newPen(1)
  write(program.body, pen, context)
  endProgram(pen)
  return pen.sources
}

/** The line being written. */
interface Pen {
  sources: Source[]
  text: string
  holes: Hole[]
  number: number
  /** Only tags have stood on this line so far, so that a blank rest of it is no line. */
  tagged: boolean
  /** All this is the middle of a line. */
  inline: boolean
}

function newPen(number: number, indent = '', inline = false): Pen {
  return { sources: [], text: indent, holes: [], number, tagged: true, inline }
}

function write(body: Statement[], pen: Pen, context: Context): void {
  body.forEach((statement, i) => {
    switch (statement.type) {
      case 'ContentStatement':
        writeText(statement.value, pen)
        break
      case 'CommentStatement':
        if (isAlone(body, i, pen)) restart(pen)
        pen.number = statement.loc.end.line
        break
      case 'MustacheStatement':
        refuseStrip(statement, context)
        addHole(pen, { is: 'part', part: mustache(statement, context), at: spanOf(statement) })
        break
      case 'PartialStatement':
        refuseStrip(statement, context)
        addHole(pen, partial(statement, context))
        break
      case 'BlockStatement':
        writeBlock(statement, isAlone(body, i, pen), pen, context)
        pen.number = statement.loc.end.line
        break
      default:
        fault(context, 'TP002', spanOf(statement), refused[statement.type])
    }
  })
}

const refused = {
  Decorator: 'templates have no decorators',
  DecoratorBlock: 'templates have no decorators; a partial is a file of its own, whose name begins with `_`',
  PartialBlockStatement: 'a partial cannot be called with a block; give it values: `{{> name value key=value}}`',
}

function writeText(text: string, pen: Pen): void {
  const [first = '', ...lines] = text.split('\n')
  pen.text += first
  for (const line of lines) {
    endLine(pen)
    pen.text = line
    pen.number++
  }
}

function endLine(pen: Pen): void {
  if (!(pen.tagged && isBlank(pen))) pen.sources.push(lineOf(pen))
  pen.tagged = false
  pen.text = ''
  pen.holes = []
}

/** What is left is the indentation of the tag that closes the program, or nothing. */
function endProgram(pen: Pen): void {
  if (!isBlank(pen)) pen.sources.push(lineOf(pen))
}

function lineOf({ text, holes, number }: Pen): SourceLine {
  return { is: 'line', text, holes, number }
}

function restart(pen: Pen): void {
  pen.text = ''
  pen.tagged = true
}

function addHole(pen: Pen, added: Hole): void {
  pen.text += hole
  pen.holes.push(added)
}

function isBlank(pen: Pen): boolean {
  return trim(pen.text) === ''
}

/** Whether nothing but blanks and comments share the line. The end of a program is a tag, or the end of the file. */
function isAlone(body: Statement[], i: number, pen: Pen): boolean {
  if (pen.inline || !isBlank(pen)) return false
  for (let at = i + 1; at < body.length; at++) {
    const next = body[at]
    if (!next || next.type === 'CommentStatement') continue
    if (next.type !== 'ContentStatement') return false
    if (/^[ \t]*\n/.test(next.value)) return true
    if (trim(next.value) !== '') return false
  }
  return true
}

function mustache(statement: Mustache, context: Context): Expr {
  if (!statement.escaped) {
    const help = 'Write `{{value}}`: it is written as YAML, never escaped for HTML.'
    fault(context, 'TP002', spanOf(statement), 'a value cannot be written without its quotes', { help })
  }
  return callOrPath(statement, context)
}

function partial(statement: Partial, context: Context): Hole {
  const at = spanOf(statement)
  const { name, params, hash } = statement
  if (name.type === 'SubExpression') {
    fault(context, 'TP002', at, 'the name of a partial cannot be computed', { help: 'Choose with `{{#if}}`.' })
  }
  if (params.length > 1) fault(context, 'TP003', at, `a partial takes one value, got ${params.length}`)
  const [value] = params
  const called = name.type === 'PathExpression' ? name.original : String('value' in name ? name.value : '')
  if (name.type !== 'SubExpression') context.partials.push({ name: called, at })
  return {
    is: 'partial',
    at,
    name: called,
    ...(hash && { also: Object.fromEntries(hash.pairs.map(pair => [pair.key, expression(pair.value, context)])) }),
    ...(value && { context: expression(value, context) }),
  }
}

function writeBlock(block: Block, alone: boolean, pen: Pen, context: Context): void {
  const at = spanOf(block)
  refuseStrip(block, context)
  const head = headOf(block, context)
  if (!head || context.depth >= deepest) {
    if (head) fault(context, 'TP008', at, `more than ${deepest} blocks stand within one another`)
    return
  }
  if (!alone && block.loc.start.line !== block.loc.end.line) {
    const help = 'Give both tags lines of their own, or write the whole block in one line.'
    fault(context, 'TP005', at, 'a tag of this block shares its line with other text', { help })
    return
  }
  context.depth++
  const names = block.program?.blockParams ?? []
  if (alone) {
    const body = inside(block.program, names, pen.text, context)
    const otherwise = inside(block.inverse, [], pen.text, context)
    pen.sources.push({ is: 'block', head, body, otherwise, at })
    restart(pen)
  } else {
    const part: Branches<Part> = {
      ...(head.is === 'if' ? head : { ...head, spot: { column: 0, item: false } }),
      body: within(names, context, () => parts(block.program, context)),
      otherwise: parts(block.inverse, context),
    }
    addHole(pen, { is: 'part', part, at })
  }
  context.depth--
}

function inside(program: Program | undefined, names: string[], indent: string, context: Context): Source[] {
  const [first] = program?.body ?? []
  if (!program || !first) return []
  const startsLine = first.type === 'ContentStatement' && /^[ \t]*\n/.test(first.value)
  const pen = newPen(first.loc.start.line, startsLine ? '' : indent)
  within(names, context, () => write(program.body, pen, context))
  endProgram(pen)
  return pen.sources
}

function within<T>(names: string[], context: Context, run: () => T): T {
  if (names.length === 0) return run()
  context.named.push(names)
  const result = run()
  context.named.pop()
  return result
}

/** The inside of a block that stands in the middle of a line. */
function parts(program: Program | undefined, context: Context): Part[] {
  const pen = newPen(0, '', true)
  write(program?.body ?? [], pen, context)
  return toParts(pen.text, pen.holes, context)
}

/** Puts the holes back between the pieces of text. */
export function toParts(text: string, holes: Hole[], context: Context): Part[] {
  const pieces = text.split(hole)
  return pieces.flatMap((piece, i) => {
    const filled = i > 0 ? holes[i - 1] : undefined
    if (filled?.is === 'partial') {
      fault(context, 'TP005', filled.at, 'a partial writes lines, so it cannot stand inside a text')
    }
    return [...(filled?.is === 'part' ? [filled.part] : []), ...(piece === '' ? [] : [piece])]
  })
}

function headOf(block: Block, context: Context): BlockHead | undefined {
  const { path, params, hash } = block
  const name = path.type === 'PathExpression' ? path.original : ''
  const at = spanOf(path)
  if (!isBlockName(name)) {
    const help = 'Blocks are `#if`, `#unless`, `#each`, `#items` and `#with`.'
    fault(context, 'TP003', at, `there is no block \`${name}\``, { help })
    return undefined
  }
  const [value, ...more] = params
  if (!value || more.length > 0 || hash) {
    fault(context, 'TP003', at, `\`#${name}\` takes one value, got ${hash ? 'named ones' : params.length}`)
    return undefined
  }
  const over = expression(value, context)
  if (name === 'if') return { is: 'if', test: over }
  if (name === 'unless') return { is: 'if', test: { is: 'call', at, helper: 'not', args: [over] } }
  return { is: name, over, named: (block.program?.blockParams ?? []).length > 0 }
}

const blockNames = ['if', 'unless', 'each', 'items', 'with'] as const

function isBlockName(name: string): name is (typeof blockNames)[number] {
  return blockNames.some(known => known === name)
}

function refuseStrip(statement: Mustache | Partial | Block, context: Context): void {
  const strips =
    statement.type === 'BlockStatement'
      ? [statement.openStrip, statement.inverseStrip, statement.closeStrip]
      : [statement.strip]
  if (!strips.some(strip => strip?.open || strip?.close)) return
  const help = 'Leave it out: a line that holds only tags never appears in the output.'
  fault(context, 'TP002', spanOf(statement), '`~` has no meaning in a template for YAML', { help })
}
