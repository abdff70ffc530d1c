import { count } from './anchors.ts'
import { peek } from './fetch.ts'
import { parseNothing, parseValue } from './parse.ts'
import { failDirective, failDocument } from './parse-fault.ts'
import type { Located, Parser } from './parser.ts'
import { advance, type TokenKind } from './scanner.ts'

/** The documents of a stream. Only the first may do without `---`. */
export function parseDocuments(p: Parser, howMany: 'all' | 'first'): Located[] {
  const documents: Located[] = []
  for (;;) {
    const document = parseDocument(p, documents.length === 0)
    if (document === null || p.scanner.fault !== null) return documents
    documents.push(document)
    if (howMany === 'first') return documents
  }
}

function parseDocument(p: Parser, isFirst: boolean): Located | null {
  const s = p.scanner
  while (!isFirst && peek(s).kind === 'document end') advance(s)
  const { kind } = peek(s)
  if (kind === 'end') return null
  openDocument(p)
  const node = isFirst && !opensDocument(kind) ? parseValue(p, true, false) : parseExplicit(p)
  if (peek(s).kind === 'document end') advance(s)
  return node
}

function openDocument(p: Parser): void {
  if (p.anchors.size > 0) p.anchors.clear()
  if (p.handles.size > 0) p.handles.clear()
  p.earlier = p.nodes
  p.aliased = 0
  count(p, 1, 0)
}

function opensDocument(kind: TokenKind): boolean {
  return kind === 'document start' || kind === 'version' || kind === 'tag directive'
}

function parseExplicit(p: Parser): Located {
  const s = p.scanner
  parseDirectives(p)
  const mark = peek(s)
  if (mark.kind !== 'document start') failDocument(p, mark)
  advance(s)
  const { kind } = peek(s)
  const isEmpty = opensDocument(kind) || kind === 'document end' || kind === 'end'
  return isEmpty ? parseNothing(p, mark.end) : parseValue(p, true, false)
}

function parseDirectives(p: Parser): void {
  const s = p.scanner
  let version = ''
  for (let token = peek(s); token.kind === 'version' || token.kind === 'tag directive'; token = peek(s)) {
    advance(s)
    if (token.kind === 'version') {
      if (version !== '') failDirective(p, token, 'a second %YAML directive in one document')
      version = token.text
      if (version !== '1.1') failDirective(p, token, `YAML ${version}, but Helm and Kubernetes read YAML 1.1 only`)
    } else {
      if (p.handles.has(token.text)) failDirective(p, token, `a second %TAG directive for \`${token.text}\``)
      p.handles.set(token.text, token.suffix)
    }
  }
}
