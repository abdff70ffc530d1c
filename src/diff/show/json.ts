import type { ObjectRef } from '../../values/finding.ts'
import type { Diff } from '../diff.ts'
import type { Action, Change, Risk } from '../risk.ts'
import { countsOf } from './words.ts'

/** What `--format json` prints. */
export interface DiffJson {
  version: 1
  changes: ChangeJson[]
  summary: { objects: number; rewritten: number; risks: Partial<Record<Risk, number>> }
}

/** `path` is in the object as it is after; in the one before for what has gone. `before` or `after` is left out when absent. */
export interface ChangeJson extends Pick<Change, 'path' | 'before' | 'after' | 'risk' | 'reason' | 'source'> {
  object: ObjectRef
  action: Action
  /** What the object was called before, where it is renamed. */
  from?: ObjectRef
  generated?: true
}

export function diffJson(diff: Diff): DiffJson {
  return {
    version: 1,
    changes: diff.objects.flatMap(({ object, action, from, generated, changes }) =>
      changes.map(({ path, before, after, risk, reason, source }) => ({
        object,
        action,
        ...(from && { from }),
        ...(generated && { generated }),
        path,
        before,
        after,
        risk,
        reason,
        source,
      })),
    ),
    summary: {
      objects: diff.objects.length,
      rewritten: diff.rewritten.length,
      risks: Object.fromEntries(countsOf(diff).map(({ risk, count }) => [risk, count])),
    },
  }
}
