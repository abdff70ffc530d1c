import type { Course, Span } from './course.ts'

/** One line of a chart: a span, or several that look the same. */
export interface Row {
  /** What begins with it. */
  title: string | null
  label: string
  first: Span
  last: Span
  note: string
}

/** Spans that differ in nothing to be seen are one row. */
export function rowsOf({ spans, parts }: Course): Row[] {
  const rows: { title: string | null; spans: [Span, ...Span[]] }[] = []
  for (const [index, span] of spans.entries()) {
    const title = parts.find(({ from }) => from === index + 1)?.title ?? null
    const last = rows.at(-1)
    if (last && title === null && looksLike(last.spans[0], span)) last.spans.push(span)
    else rows.push({ title, spans: [span] })
  }
  return rows.map(({ title, spans }) => {
    const [first] = spans
    const last = spans.at(-1) ?? first
    const label = spans.length > 1 ? `${first.label}–${last.label}` : first.label
    return { title, label, first, last, note: noteOfRow(first, last) }
  })
}

function looksLike(a: Span, b: Span): boolean {
  const sameState = a.phase === b.phase && a.share === b.share && a.copies === b.copies && !a.open && !b.open
  const counting = a.iteration !== null && b.iteration !== null
  return sameState && (a.failed === null) === (b.failed === null) && (a.note === b.note || counting)
}

function noteOfRow(first: Span, last: Span): string {
  const { failed, iteration, note } = first
  if (failed && last.failed) return `✗ ${range(failed.count, last.failed.count)} of ${failed.of}: ${note}`
  if (iteration && last.iteration && iteration.at !== last.iteration.at) {
    return `iterations ${range(iteration.at, last.iteration.at)} of ${iteration.of}`
  }
  return note
}

function range(from: number, to: number): string {
  return from === to ? String(from) : `${from}–${to}`
}
