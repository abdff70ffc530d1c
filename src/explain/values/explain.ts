import { fixEffects } from '../../devtron/fix-effects.ts'
import type { Fix } from '../../devtron/fixes/fix.ts'
import type { DevtronInput } from '../../lint/subject.ts'
import { describeObject } from '../../values/finding.ts'
import type { Json } from '../../values/json.ts'
import { dotted, type Pointer, valueAt } from '../../values/pointer.ts'
import { type About, aboutOf } from '../about.ts'
import type { Unknown } from '../field/field.ts'
import { readPath } from '../path.ts'
import { type Effects, effectsOf, type FieldEffect, resultOf } from './effects.ts'
import { type Leaf, leavesOf, type Say, saysOf } from './says.ts'
import { meantPath } from './unknown.ts'

/** Where a value comes from and what it does. */
export interface ValueExplanation {
  path: Pointer
  /** Undefined when no layer gives it, or one has removed it. */
  value: Json | undefined
  /** Null for a value that serin has no schema of. */
  about: About | null
  /** The lowest layer first. */
  says: Say[]
  /** Of a map: what is in it. */
  leaves: Leaf[]
  /** Something comes of the values; they are not wrong. */
  isValid: boolean
  /** Null when the values are wrong, or nothing else that was tried could stand there. */
  effects: Effects | null
  /** The fixes that have a hand in what it becomes. */
  fixes: Fix[]
}

export function explainValue({ values, options }: DevtronInput, text: string): ValueExplanation | Unknown {
  const path = readPath(text)
  if (path === null) return { unknown: `${text} is no path such as flaggerCanary.match[0].uri` }
  const value = valueAt(values.data, path)
  const about = aboutOf('devtron-values.schema.json', path)
  const says = saysOf(values, path)
  if (value === undefined && !about && says.length === 0) {
    const guess = meantPath(values.data, path)
    return { unknown: `there is no value ${dotted(path)}${guess === null ? '' : `; did you mean ${dotted(guess)}?`}` }
  }
  const now = resultOf(values, options)
  const effects = now && effectsOf(values, options, path, now)
  const fields = effects?.fields ?? []
  const fixes = fixEffects(values, options).filter(
    ({ on, changes }) => on && changes.some(change => isAmong(fields, change)),
  )
  return {
    path,
    value,
    about,
    says,
    leaves: leavesOf(values, path),
    isValid: now !== null,
    effects,
    fixes: fixes.map(({ fix }) => fix),
  }
}

/** The field itself, or one in it. */
function isAmong(fields: readonly FieldEffect[], change: Pick<FieldEffect, 'object' | 'path'>): boolean {
  const name = describeObject(change.object)
  return fields.some(
    ({ object, path }) =>
      path !== '' &&
      describeObject(object) === name &&
      (`${path}/`.startsWith(`${change.path}/`) || `${change.path}/`.startsWith(`${path}/`)),
  )
}
