import type { Json } from '../../json.ts'
import { LEFT_BRACE, LEFT_BRACKET, MINUS } from '../chars.ts'
import { maxDepthOf, type YamlOptions } from '../parser.ts'
import { block } from './block.ts'
import { flow } from './flow.ts'
import { endLine, giveUp, outside, type Quick, toContent, unusual } from './quick.ts'

/** The documents of a text of the usual kind; null for any other, of which this says nothing. */
export function readQuickly(text: string, options: YamlOptions): Json[] | null {
  // Nodes are not counted: without aliases no text holds more than it has characters.
  if (options.maxNodes !== undefined || unusualCharacter.test(text)) return null
  const { duplicates = 'error', documents = 'all' } = options
  const q: Quick = { text: `${text}\0`, pos: 0, lineStart: 0, duplicates, maxDepth: maxDepthOf(options) }
  try {
    return readAll(q, documents === 'first')
  } catch (error) {
    if (error === unusual) return null
    throw error
  }
}

/** What YAML does not allow, a byte order mark, and line breaks that are not LF. */
const unusualCharacter = /[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u

function readAll(q: Quick, onlyFirst: boolean): Json[] {
  const documents: Json[] = []
  let column = toContent(q)
  if (column !== outside) {
    documents.push(readDocument(q, column))
    if (onlyFirst) return documents
  }
  while (q.pos < q.text.length - 1) {
    // `---`; after `...` come directives, which are unusual.
    if (q.text.charCodeAt(q.pos) !== MINUS) giveUp()
    q.pos += 3
    endLine(q)
    column = toContent(q)
    documents.push(column === outside ? null : readDocument(q, column))
    if (onlyFirst) return documents
  }
  return documents
}

function readDocument(q: Quick, column: number): Json {
  const code = q.text.charCodeAt(q.pos)
  const isFlow = code === LEFT_BRACKET || code === LEFT_BRACE
  const value = isFlow ? flow(q, code, 1) : block(q, column, 1)
  if (isFlow) endLine(q)
  if (toContent(q) !== outside) giveUp()
  return value
}
