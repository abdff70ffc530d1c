import type { Place } from './finding.ts'
import { placeAt } from './yaml/index.ts'

/** Lines and columns of a range of offsets. */
export function spanAt(starts: readonly number[], start: number, end: number): Omit<Place, 'file' | 'layer'> {
  const first = placeAt(starts, start)
  const last = placeAt(starts, end)
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column }
}
