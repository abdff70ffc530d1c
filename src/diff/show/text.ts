import type { Diff } from '../diff.ts'
import type { Change, ObjectDiff, Risk } from '../risk.ts'
import { changeText, objectText, printable, summaryText } from './words.ts'

/** SGR parameters; from harmless to what needs somebody. */
const hues: Record<Risk, string> = {
  'no effect': '2',
  'new rollout starts': '36',
  'traffic moves now': '33',
  'resets a running canary': '35',
  downtime: '31',
  'needs a human': '1;31',
}

type Paint = (code: string, text: string) => string

/** For people: object by object, the worst first, each change with its class and the reason; the reason of several, once. */
export function diffText(diff: Diff, { color }: { color: boolean }): string {
  const paint: Paint = color ? (code, text) => `\x1b[${code}m${text}\x1b[0m` : (_, text) => text
  const blocks = diff.objects.map(object => objectLines(object, paint).join('\n'))
  return [...blocks, summaryText(diff)].join('\n\n') + '\n'
}

function objectLines(object: ObjectDiff, paint: Paint): string[] {
  const lines = [`${paint(hues[object.risk], object.risk)}: ${paint('1', objectText(object))}`]
  for (const [i, change] of object.changes.entries()) {
    if (change.label !== '') lines.push(`  ${changeText(change)}`)
    const next = object.changes[i + 1]
    if (next && isSameVerdict(change, next)) continue
    const risk = change.risk === object.risk ? '' : `${paint(hues[change.risk], change.risk)}: `
    lines.push(`    ${risk}${paint('2', printable(change.reason))}`)
  }
  return lines
}

function isSameVerdict(a: Change, b: Change): boolean {
  return a.risk === b.risk && a.reason === b.reason
}
