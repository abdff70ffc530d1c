import type { FixEffect } from '../devtron/fix-effects.ts'
import { describeObject } from '../values/finding.ts'
import type { Json } from '../values/json.ts'
import { dotted } from '../values/pointer.ts'

/** What each fix changed, for `--explain-fixes`. */
export function describeFixes(effects: readonly FixEffect[]): string {
  return effects.map(describe).join('')
}

function describe({ fix, on, changes, unblocks }: FixEffect): string {
  const state = on ? '' : ' (off)'
  const would = on ? '' : 'would change '
  if (unblocks) return `${fix.name}${state}: without it the chart cannot render these values\n    ${fix.wrong}\n`
  if (changes.length === 0) return `${fix.name}${state}: nothing to change\n`
  const lines = changes.map(
    ({ object, path, before, after }) =>
      `  ${would}${describeObject(object)} ${dotted(path)}: ${show(before)} → ${show(after)}\n`,
  )
  return `${fix.name}${state}: ${fix.wrong}\n${lines.join('')}`
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item))
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
