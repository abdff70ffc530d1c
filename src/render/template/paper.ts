import { pad } from '../yaml.ts'

/**
 * The text being written, and the heads (`key:`, `- `) above the current line. A head is written only when a line beneath it
 * is; without one it disappears, or takes a value that is there but empty.
 */
export interface Paper {
  text: string
  heads: Head[]
  /** How many of the heads have been written. */
  written: number
  /** A dash has begun the line. */
  begun: boolean
  comments: { column: number; text: string; depth: number }[]
  /** Where in the text which line of which template began to write, for the problems of its output. */
  marks: Mark[] | null
  /** The line of the template that is writing; kept only with marks. */
  source: Source | null
}

interface Source {
  file: string
  line: number
}

export interface Mark extends Source {
  offset: number
}

interface Head {
  is: 'document' | 'key' | 'item'
  column: number
  /** The key, with nothing after it. */
  key: string
  note: string
  /** Its own key is absent, so that all beneath it is. */
  muted: boolean
  /** What stands in place of lines: from the colon on, or after the dash. */
  instead: string | null
  source: Source | null
}

export function newPaper(marks: Mark[] | null = null): Paper {
  return { text: '', heads: [documentHead()], written: 0, begun: false, comments: [], marks, source: null }
}

function documentHead(): Head {
  return { is: 'document', column: -1, key: '', note: '', muted: false, instead: null, source: null }
}

/** Leaves the heads that a line in this column does not belong to. A list may stand at the column of its key. */
export function moveTo(paper: Paper, column: number, item: boolean): void {
  const { heads } = paper
  for (let head = heads.at(-1); head && !holds(head, column, item); head = heads.at(-1)) leave(paper)
}

function holds(head: Head, column: number, item: boolean): boolean {
  return column > head.column || (item && column === head.column && head.is === 'key')
}

/** Lines beneath a head whose own key is absent (null) are absent too. */
export function addHead(paper: Paper, is: 'key' | 'item', column: number, key: string | null, note: string): void {
  const muted = key === null || (paper.heads.at(-1)?.muted ?? false)
  paper.heads.push({ is, column, key: key ?? '', note, muted, instead: null, source: paper.source })
}

/** Writes lines whose first one begins in this column. */
export function writeLines(paper: Paper, column: number, text: string, note: string): void {
  put(paper, column, text, note, paper.source)
}

function put(paper: Paper, column: number, text: string, note: string, source: Source | null): void {
  if (paper.heads.at(-1)?.muted) return
  writeHeads(paper, column)
  mark(paper, source)
  paper.text += `${margin(paper, column)}${note === '' ? text : withNote(text, note)}\n`
  paper.begun = false
}

/** The line is gone, and what was remarked before it. */
export function dropLine(paper: Paper): void {
  dropComments(paper, paper.heads.length)
}

/** The value takes the place of the lines beneath the current head. False when there are some, which it cannot stand beside. */
export function writeInstead(paper: Paper, text: string, note: string): boolean {
  const head = paper.heads.at(-1)
  if (!head || paper.written >= paper.heads.length || head.instead !== null) return false
  head.instead = text
  if (head.note === '') head.note = note
  return true
}

/** A remark goes with the line that follows it. */
export function writeComment(paper: Paper, column: number, text: string): void {
  if (!paper.heads.at(-1)?.muted) paper.comments.push({ column, text, depth: paper.heads.length })
}

export function startDocument(paper: Paper): void {
  endDocument(paper)
  paper.text += '---\n'
}

export function endDocument(paper: Paper): void {
  while (paper.heads.length > 0) leave(paper)
  flush(paper, paper.comments.length, 0)
  paper.heads.push(documentHead())
  paper.written = 0
}

function leave(paper: Paper): void {
  const head = paper.heads.pop()
  if (!head) return
  const depth = paper.heads.length
  if (paper.written > depth) {
    paper.written = depth
    return
  }
  if (head.instead === null || head.muted) {
    if (head.is !== 'document') dropComments(paper, depth)
    return
  }
  if (head.is === 'document') {
    flush(paper, paper.comments.length, 0)
    paper.text += `${head.note === '' ? head.instead : withNote(head.instead, head.note)}\n`
  } else {
    const start = head.is === 'key' ? head.key : '- '
    put(paper, head.column, start + head.instead, head.note, head.source)
  }
}

function writeHeads(paper: Paper, column: number): void {
  const { heads } = paper
  if (paper.comments.length > 0) {
    writeHeadsAndComments(paper, column)
    return
  }
  for (let i = paper.written; i < heads.length; i++) writeHead(paper, i, column)
  paper.written = heads.length
}

function writeHead(paper: Paper, index: number, column: number): void {
  const head = paper.heads[index]
  if (!head || head.is === 'document') return
  mark(paper, head.source)
  if (head.is === 'key') {
    paper.text += `${margin(paper, head.column)}${head.key}:${head.note === '' ? '' : ` ${head.note}`}\n`
    paper.begun = false
    return
  }
  const inner = paper.heads[index + 1]?.column ?? column
  paper.text += `${margin(paper, head.column)}-${pad(Math.max(inner - head.column - 1, 1))}`
  paper.begun = true
}

/** A remark made beneath a dash goes before it: on the line of a dash there is no room for one. */
function writeHeadsAndComments(paper: Paper, column: number): void {
  const { heads } = paper
  for (let i = paper.written; i < heads.length; i++) {
    let depth = i
    for (let next = i; heads[next]?.is === 'item'; next++) depth = next + 1
    if (!paper.begun)
      flush(paper, paper.comments.findLastIndex(comment => comment.depth <= depth) + 1, heads[i]?.column ?? 0)
    writeHead(paper, i, column)
  }
  if (!paper.begun) flush(paper, paper.comments.length, column)
  paper.written = heads.length
}

/** Comments stand no deeper than the line they go with: deeper they could be part of a text above them. */
function flush(paper: Paper, count: number, column: number): void {
  for (const comment of paper.comments.splice(0, count)) {
    paper.text += `${pad(Math.max(Math.min(comment.column, column), 0))}${comment.text}\n`
  }
}

function dropComments(paper: Paper, depth: number): void {
  if (paper.comments.length > 0) paper.comments = paper.comments.filter(comment => comment.depth < depth)
}

function mark({ marks, text }: Paper, source: Source | null): void {
  if (marks && source) marks.push({ ...source, offset: text.length })
}

function margin(paper: Paper, column: number): string {
  return paper.begun ? '' : pad(column)
}

/** The comment goes to the end of the first line: later ones may be the lines of a text. */
function withNote(text: string, note: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? `${text} ${note}` : `${text.slice(0, end)} ${note}${text.slice(end)}`
}
