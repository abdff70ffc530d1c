import { dotted } from '../../values/pointer.ts'
import type { Change, Goal, Measured, Verdict } from '../outlook/budget.ts'
import type { Fact } from './facts.ts'
import { duration, exposure } from './words.ts'

const names: Record<keyof Goal, string> = { seconds: 'Time', exposure: 'Exposure' }

/** Whether a rollout keeps to what it may take, and what would make it. */
export function verdictFacts({ goal, measured, missed, changes }: Verdict): Fact[] {
  const parts = (Object.keys(names) as (keyof Goal)[]).filter(part => goal[part] !== undefined)
  return [
    ...parts.map((part): Fact => {
      const text = `${written(measured, part)} of ${writtenNumber(goal[part] ?? 0, part)} at most`
      return missed.includes(part)
        ? { label: names[part], text: `missed: ${text}`, tone: 'bad' }
        : { label: names[part], text, tone: 'plain' }
    }),
    ...(missed.length > 0 ? [changeFact(changes)] : []),
  ]
}

function changeFact(changes: readonly Change[]): Fact {
  const label = 'What helps'
  if (changes.length === 0) return { label, text: 'no single value; each that could help was tried', tone: 'bad' }
  return { label, text: changes.map(changeText).join('; or '), tone: 'plain' }
}

function changeText({ path, from, to, measured }: Change): string {
  const field = dotted(path).replace(/^spec\.analysis\./, '')
  const now = to === null ? `no ${field}` : `${field} ${value(to)}`
  return `${now} instead of ${value(from)} (${written(measured, 'seconds')}, ${written(measured, 'exposure')} exposed)`
}

function value(of: Change['from']): string {
  return of === null ? 'none' : Array.isArray(of) ? `[${of.join(', ')}]` : String(of)
}

function written(measured: Measured, part: keyof Goal): string {
  const number = measured[part]
  return number === null ? 'no end' : writtenNumber(number, part)
}

function writtenNumber(number: number, part: keyof Goal): string {
  return part === 'seconds' ? duration(number) : exposure(number)
}
