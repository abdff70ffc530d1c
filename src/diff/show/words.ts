import { describeObject } from '../../values/finding.ts'
import { type Json, printJson } from '../../values/json.ts'
import { hiddenValue } from '../../values/secret-values.ts'
import type { Diff } from '../diff.ts'
import { type Change, type ObjectDiff, type Risk, risks } from '../risk.ts'

const longest = 100

/** A value in one line. */
function valueText(value: Json): string {
  const text = printJson(value, '', ' ')
    .replace(/([[{]) /g, '$1')
    .replace(/ ([\]}])/g, '$1')
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

const actions: Record<ObjectDiff['action'], string> = {
  added: ' (new)',
  removed: ' (removed)',
  renamed: '',
  changed: '',
}

export function objectText({ object, from, action, generated }: ObjectDiff): string {
  const renamed = from ? ` (was ${from.namespace === object.namespace ? from.name : describeObject(from)})` : ''
  return printable(`${describeObject(object)}${actions[action]}${renamed}${generated ? ', made by Flagger' : ''}`)
}

/** Names and keys are the user's: none of them may speak to the terminal. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, '\ufffd')
}

/** `field: before → after`. */
export function changeText({ label, before, after }: Change): string {
  if (before === hiddenValue && after === hiddenValue) return printable(`${label}: another value, hidden`)
  if (before === undefined) return printable(after === undefined ? label : `${label}: + ${valueText(after)}`)
  if (after === undefined) return printable(`${label}: - ${valueText(before)}`)
  return printable(`${label}: ${valueText(before)} → ${valueText(after)}`)
}

/** How many changes there are of each class, the worst first. */
export function countsOf({ objects }: Diff): { risk: Risk; count: number }[] {
  const counts = new Map<Risk, number>()
  for (const { changes } of objects) for (const { risk } of changes) counts.set(risk, (counts.get(risk) ?? 0) + 1)
  return risks.toReversed().flatMap(risk => (counts.has(risk) ? [{ risk, count: counts.get(risk) ?? 0 }] : []))
}

export function summaryText(diff: Diff): string {
  const { objects, rewritten } = diff
  const same = rewritten.length > 0 ? `; ${rewritten.length} written differently, with the same meaning` : ''
  if (objects.length === 0) return `no object differs${same}`
  const counts = countsOf(diff).map(({ risk, count }) => `${risk} ${count}`)
  return `${objects.length} ${objects.length === 1 ? 'object differs' : 'objects differ'}: ${counts.join(', ')}${same}`
}
