import { quoted } from './fault.ts'
import { peek } from './fetch.ts'
import type { Parser } from './parser.ts'
import { advance, fail, type Token } from './scanner.ts'
import { coreTags } from './tags.ts'

/** What may stand before a value: `&anchor` and `!tag`, one of each in any order. */
export interface Properties {
  anchor: string
  tag: string
  start: number
  end: number
}

export function readProperties(p: Parser, first: Token): Properties | null {
  if (first.kind !== 'anchor' && first.kind !== 'tag') return null
  const props: Properties = { anchor: '', tag: '', start: first.start, end: first.end }
  readProperty(p, first, props)
  const second = peek(p.scanner)
  if (second.kind !== first.kind && (second.kind === 'anchor' || second.kind === 'tag')) readProperty(p, second, props)
  return props
}

function readProperty(p: Parser, token: Token, props: Properties): void {
  advance(p.scanner)
  props.end = token.end
  if (token.kind === 'anchor') props.anchor = token.text
  else props.tag = token.text === '' ? token.suffix : readTag(p, token)
}

const standardHandles = new Map([
  ['!', '!'],
  ['!!', coreTags],
])

function readTag(p: Parser, token: Token): string {
  const prefix = p.handles.get(token.text) ?? standardHandles.get(token.text)
  if (prefix === undefined) {
    fail(p.scanner, {
      code: 'YM015',
      message: `${quoted(token.text)} is not a known prefix of tags`,
      start: token.start,
      end: token.end,
      help: 'declare it above `---` with %TAG, or put quotes around the value if it is text',
    })
  }
  return (prefix ?? '') + token.suffix
}
