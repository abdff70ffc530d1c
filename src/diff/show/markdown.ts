import type { Diff } from '../diff.ts'
import type { Change, ObjectDiff, Risk } from '../risk.ts'
import { changeText, countsOf, objectText, summaryText } from './words.ts'

/** GitHub takes 65 536 characters for a comment; GitLab more. */
const mostCharacters = 60_000

const signs: Record<Risk, string> = {
  'no effect': '⚪',
  'new rollout starts': '🔵',
  'traffic moves now': '🟡',
  'resets a running canary': '🟠',
  downtime: '🔴',
  'needs a human': '🛑',
}

/** For a pull request: the counts, then a fold for each object, the worst first; cut where a host would refuse it. */
export function diffMarkdown(diff: Diff): string {
  const counts = countsOf(diff).map(({ risk, count }) => `${signs[risk]} ${risk}: ${count}`)
  const head = ['### What this changes', '', counts.length > 0 ? counts.join(' · ') : `${summaryText(diff)}.`, '']
  let text = head.join('\n')
  for (const [i, object] of diff.objects.entries()) {
    const block = objectBlock(object)
    if (text.length + block.length > mostCharacters) {
      const left = diff.objects.length - i
      return `${text}\n${left} more ${left === 1 ? 'object differs' : 'objects differ'}; \`serin diff\` shows all of them.\n`
    }
    text += block
  }
  return text
}

function objectBlock(object: ObjectDiff): string {
  const title = `${signs[object.risk]} <b>${object.risk}</b>: ${html(objectText(object))}`
  const groups = new Map<string, Change[]>()
  for (const change of object.changes) {
    const verdict = `${change.risk === object.risk ? '' : `**${change.risk}**: `}${escaped(change.reason)}`
    groups.set(verdict, [...(groups.get(verdict) ?? []), change])
  }
  const parts = [...groups].flatMap(([verdict, changes]) => [verdict, '', ...fieldLines(changes)])
  return ['', `<details><summary>${title}</summary>`, '', ...parts, '</details>', ''].join('\n')
}

function fieldLines(changes: readonly Change[]): string[] {
  const named = changes.filter(({ label }) => label !== '')
  return named.length === 0 ? [] : [...named.map(change => `- ${code(changeText(change))}`), '']
}

/** A code span that its own text cannot end. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const ticks = '`'.repeat(1 + Math.max(0, ...(line.match(/`+/g) ?? []).map(run => run.length)))
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${line}${pad}${ticks}`
}

/** What people name things must not become markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]|@#]/g, each => `\\${each}`)
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
