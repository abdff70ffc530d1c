import { type Json, type JsonMap, setKey } from '../json.ts'
import type { Located, Parser } from './parser.ts'
import { fail, type Token } from './scanner.ts'

/**
 * Counts what has been read. Aliases may make only a part of it: go-yaml v2's rule against bombs (decode.go), 99 % in
 * documents of up to 400 000 nodes, 10 % from 4 000 000 on.
 */
export function count(p: Parser, nodes: number, aliased: number): void {
  p.nodes += nodes
  p.aliased += aliased
  if (p.nodes > p.maxNodes) failSize(p, `the text holds more than ${p.maxNodes} values and keys`)
  if (p.aliased <= 100) return
  const inDocument = p.nodes - p.earlier
  if (inDocument > 1000 && p.aliased > inDocument * allowedShare(inDocument)) {
    failSize(p, 'nearly all values come from aliases (`*name`), as in a text made to fill the memory')
  }
}

const low = 400_000
const high = 4_000_000

function allowedShare(nodes: number): number {
  if (nodes <= low) return 0.99
  return nodes >= high ? 0.1 : 0.99 - (0.89 * (nodes - low)) / (high - low)
}

function failSize(p: Parser, message: string): void {
  const { start, end } = p.scanner.tail
  fail(p.scanner, { code: 'YM021', message, start, end })
}

export function failDepth(p: Parser, { start, end }: Token): void {
  const message = `lists and maps are nested deeper than ${p.maxDepth} levels`
  fail(p.scanner, { code: 'YM021', message, start, end: Math.max(end, start + 1) })
}

/** What an alias stands for: a copy, so that nobody changes two places at once. */
export function readAlias(p: Parser, token: Token): { node: Located; key: string | null } {
  const { start, end, text } = token
  const anchor = p.anchors.get(text)
  if (!anchor?.node) {
    fail(p.scanner, {
      code: 'YM014',
      message: anchor
        ? `\`*${text}\` is inside the value that \`&${text}\` names, which would then contain itself`
        : `\`*${text}\` refers to an anchor \`&${text}\`, but there is none above it in this document`,
      start,
      end,
      ...(anchor ? {} : { help: 'put quotes around the value if it is text' }),
    })
    return { node: { value: null, start, end }, key: '' }
  }
  count(p, 1 + anchor.size, anchor.size)
  const value = p.scanner.fault ? null : copy(p, anchor.node.value, p.depth, token)
  return { node: { ...anchor.node, value, start, end }, key: anchor.key }
}

function copy(p: Parser, value: Json, depth: number, token: Token): Json {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= p.maxDepth) {
    failDepth(p, token)
    return null
  }
  if (Array.isArray(value)) return value.map(item => copy(p, item, depth + 1, token))
  const out: JsonMap = {}
  for (const key of Object.keys(value)) setKey(out, key, copy(p, value[key] ?? null, depth + 1, token))
  return out
}
