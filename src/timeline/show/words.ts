import type { Unit } from '../outlook/compare.ts'

// How numbers are written for people.

const units: [seconds: number, name: string][] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
]

/** `90` → `1m30s`. Parts of a second stay. */
export function duration(seconds: number): string {
  let rest = Math.round(seconds * 10) / 10
  let text = ''
  for (const [size, name] of units) {
    const count = name === 's' ? rest : Math.floor(rest / size)
    if (count > 0) text += `${Math.round(count * 10) / 10}${name}`
    rest -= count * size
  }
  return text === '' ? '0s' : text
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

/** Share × minutes as the time in which all requests would see as much. */
export function exposure(value: number): string {
  return duration(value * 60)
}

export const exposureMeaning = 'Exposure is the time in which all requests together would see as much.'

export function inUnit(value: number | null, unit: Unit): string {
  if (value === null) return '–'
  if (unit === 'seconds') return duration(value)
  if (unit === 'share') return percent(value)
  return unit === 'exposure' ? exposure(value) : String(value)
}

/** `2m–8m`, or `2m` when both are the same. */
export function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`
}

/** A difference with its sign; `=` for none, nothing when it is not known. */
export function changeText(change: number | null, unit: Unit): string {
  if (change === null) return ''
  if (Math.abs(change) < 1e-9) return '='
  return `${change > 0 ? '+' : '−'}${inUnit(Math.abs(change), unit)}`
}
