import { compare } from './finding.ts'

/**
 * The name that was probably meant: the same but for case, `_` and `-`, or one insertion, deletion, substitution or swap of
 * neighbours away, two in names of eight characters and more. Of several that are as near, one with the same letters, then
 * one with a letter more or less. Nothing when none is that near; the same answer every time when several are.
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const folded = fold(name)
  const limit = folded.length >= 8 ? 2 : 1
  let best: string | undefined
  let shortest = Number.POSITIVE_INFINITY
  for (const candidate of names) {
    const other = fold(candidate)
    const distance = editDistance(folded, other, limit)
    if (distance > limit || other === '') continue
    const slip = slipBetween(folded, other, distance)
    // Another letter in one or two leaves nothing of the name.
    if (slip === 'other letters' && Math.min(folded.length, other.length) < 3) continue
    const length = distance + slips[slip]
    if (length < shortest || (length === shortest && best !== undefined && compare(candidate, best) < 0)) {
      best = candidate
      shortest = length
    }
  }
  return best
}

type Slip = 'none' | 'order' | 'a letter more or less' | 'other letters'

/** What makes one of two names that are as far away the likelier one. */
const slips: Record<Slip, number> = { none: 0, order: 0.1, 'a letter more or less': 0.2, 'other letters': 0.3 }

function slipBetween(a: string, b: string, distance: number): Slip {
  if (distance === 0) return 'none'
  if (Math.abs(a.length - b.length) === distance) return 'a letter more or less'
  return sorted(a) === sorted(b) ? 'order' : 'other letters'
}

function sorted(name: string): string {
  return [...name].sort(compare).join('')
}

/** How names are compared: people mix up `stepWeight`, `stepweight` and `step_weight`. */
export function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '')
}

/** Damerau-Levenshtein distance (restricted: no edit inside a swapped pair), or `limit + 1` for anything beyond the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(before, j - 2) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = above
    above = row
  }
  return Math.min(at(above, b.length), limit + 1)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
