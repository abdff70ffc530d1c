import type { SetLayer } from '../values/layers.ts'
import { parseSet, SetError, type SetFlag } from '../values/set.ts'
import { InputError } from './read.ts'

/** @throws InputError */
export function setLayers(given: Record<SetFlag, readonly string[]>): SetLayer[] {
  let ordinal = 0
  return (['--set-json', '--set', '--set-string'] as const).flatMap(flag =>
    given[flag].map(text => {
      try {
        return { kind: 'set' as const, flag, text, ordinal: ++ordinal, assignments: parseSet(text, flag) }
      } catch (error) {
        if (error instanceof SetError) throw new InputError(`${flag} ${text}: ${error.message}`)
        throw error
      }
    }),
  )
}
