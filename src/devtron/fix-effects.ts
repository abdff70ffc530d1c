import { changesBetween, type DataChange } from '../values/changes.ts'
import type { ObjectRef } from '../values/finding.ts'
import type { Json } from '../values/json.ts'
import type { Values } from '../values/layers.ts'
import { refOf } from '../values/manifest.ts'
import { draftWith } from './draft.ts'
import type { Fix } from './fixes/fix.ts'
import { fixes } from './fixes/index.ts'
import { chartInput, type DevtronOptions, enabledFixes } from './release.ts'

export interface FixEffect {
  fix: Fix
  on: boolean
  /** What it changes in these manifests (when it is off: what it would change). */
  changes: (DataChange & { object: ObjectRef })[]
  /** Without this fix the chart cannot render the values at all. */
  unblocks: boolean
}

/** Shows each fix alone: the manifests with the enabled fixes before it, against the same with this one added. */
export function fixEffects(values: Values, options: DevtronOptions): FixEffect[] {
  const input = chartInput(values, options)
  const enabled = enabledFixes(options)
  return fixes.map((fix, i) => {
    const on = enabled.includes(fix)
    if ('problem' in input) return { fix, on, changes: [], unblocks: false }
    const earlier = fixes.slice(0, i).filter(other => enabled.includes(other))
    const before = draftWith(earlier, input).draft
    const after = draftWith([...earlier, fix], input).draft
    const changes = (after?.objects ?? []).flatMap((object, at) =>
      before
        ? changesBetween(before.objects[at] as Json, object as Json).map(change => ({
            ...change,
            object: refOf(object),
          }))
        : [],
    )
    return { fix, on, changes, unblocks: before === null && after !== null }
  })
}
