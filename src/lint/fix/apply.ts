import { compare, type Edit, type Finding } from '../../values/finding.ts'
import { lineStarts } from '../../values/yaml/index.ts'

/** A piece of a text and what takes its place. */
export interface Splice {
  start: number
  end: number
  text: string
}

/** The edits of all findings by file, first come first served: a fix that meets an earlier one waits for the next run. */
export function fixesByFile(findings: readonly Finding[], textOf: (file: string) => string | null): FileFix[] {
  const files = new Map<string, FileFix>()
  for (const { fix } of findings) {
    if (!fix || fix.length === 0) continue
    const splices = fix.map(edit => ({ edit, file: fileOf(edit, files, textOf) }))
    const isPossible = splices.every(({ edit, file }) => file && isFree(file, spliceOf(edit, file)))
    if (!isPossible) continue
    for (const { edit, file } of splices) file?.splices.push(spliceOf(edit, file))
    for (const file of new Set(splices.map(each => each.file))) if (file) file.count++
  }
  return [...files.values()].filter(({ splices }) => splices.length > 0).sort((a, b) => compare(a.file, b.file))
}

/** What is to be done to a file. */
export interface FileFix {
  file: string
  text: string
  starts: readonly number[]
  splices: Splice[]
  /** How many findings this mends. */
  count: number
}

function fileOf({ place }: Edit, files: Map<string, FileFix>, textOf: (file: string) => string | null): FileFix | null {
  const known = files.get(place.file)
  if (known) return known
  const text = textOf(place.file)
  if (text === null) return null
  const file = { file: place.file, text, starts: lineStarts(text), splices: [], count: 0 }
  files.set(place.file, file)
  return file
}

function spliceOf({ place, text }: Edit, { starts }: FileFix): Splice {
  const offset = (line: number, column: number) => (starts[line - 1] ?? 0) + column - 1
  return { start: offset(place.line, place.column), end: offset(place.endLine, place.endColumn), text }
}

function isFree({ splices }: FileFix, { start, end }: Splice): boolean {
  return splices.every(other => end <= other.start || start >= other.end)
}

/** Only what is edited changes: comments, quotes, order and line breaks stay as they are. */
export function fixedText({ text, splices }: FileFix): string {
  let out = ''
  let at = 0
  for (const splice of splices.toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return out + text.slice(at)
}
