import { maskSecrets } from '../../manifests/masked.ts'
import { maskValues } from '../../values/secret-values.ts'
import { slashed } from '../report/uri.ts'
import { type FileFix, fixedText, type Splice } from './apply.ts'

const context = 3

/** A range of lines that become others; lines count from 0, the end is exclusive. */
interface Block {
  start: number
  end: number
  /** What stands there afterwards. */
  lines: string[]
}

/** What the edits change, as a unified diff that `git apply` takes. */
export function diffOf(fix: FileFix): string {
  // What stands around an edit is shown, too.
  const lines = linesOf(maskValues(maskSecrets(fix.text)))
  const name = slashed(fix.file)
  const hunks = hunksOf(blocksOf(fix))
  let shift = 0
  const shown = hunks.map(hunk => {
    const text = hunkText(hunk, lines, shift)
    for (const block of hunk) shift += growth(block, lines)
    return text
  })
  return `--- a/${name}\n+++ b/${name}\n${shown.join('')}`
}

/** The lines that the edits touch, and those that come of them. */
function blocksOf(fix: FileFix): Block[] {
  const groups: { start: number; end: number; splices: Splice[] }[] = []
  for (const splice of fix.splices.toSorted((a, b) => a.start - b.start)) {
    const start = lineAt(fix.starts, splice.start)
    const end = lineAt(fix.starts, splice.end) + 1
    const last = groups.at(-1)
    if (last && start < last.end) {
      last.splices.push(splice)
      last.end = Math.max(last.end, end)
    } else groups.push({ start, end, splices: [splice] })
  }
  return groups.map(({ start, end, splices }) => {
    const from = fix.starts[start] ?? 0
    const text = fix.text.slice(from, fix.starts[end] ?? fix.text.length)
    const moved = splices.map(each => ({ ...each, start: each.start - from, end: each.end - from }))
    return { start, end, lines: linesOf(fixedText({ ...fix, text, splices: moved })) }
  })
}

function lineAt(starts: readonly number[], offset: number): number {
  const after = starts.findIndex(start => start > offset)
  return (after < 0 ? starts.length : after) - 1
}

/** Lines with their breaks. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Blocks whose surroundings meet are shown together. */
function hunksOf(blocks: readonly Block[]): Block[][] {
  const hunks: Block[][] = []
  for (const block of blocks) {
    const last = hunks.at(-1)
    const end = last?.at(-1)?.end
    if (last && end !== undefined && block.start - end <= 2 * context) last.push(block)
    else hunks.push([block])
  }
  return hunks
}

function hunkText(hunk: readonly Block[], lines: readonly string[], shift: number): string {
  const start = Math.max(0, (hunk[0]?.start ?? 0) - context)
  const end = Math.min(lines.length, (hunk.at(-1)?.end ?? 0) + context)
  let at = start
  let body = ''
  let added = 0
  for (const block of hunk) {
    body += signed(' ', lines.slice(at, block.start))
    body += signed('-', lines.slice(block.start, block.end)) + signed('+', block.lines)
    added += growth(block, lines)
    at = block.end
  }
  body += signed(' ', lines.slice(at, end))
  const before = end - start
  return `@@ -${range(start, before)} +${range(start + shift, before + added)} @@\n${body}`
}

/** An empty range stands behind the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`
}

/** How many lines more there are; behind the last line break there is none to replace. */
function growth(block: Block, lines: readonly string[]): number {
  return block.lines.length - lines.slice(block.start, block.end).length
}

function signed(sign: string, lines: readonly string[]): string {
  return lines
    .map(line => (line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`))
    .join('')
}
