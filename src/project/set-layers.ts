import type { SetLayer } from '../values/layers.ts'
import { maskArgument, mayHoldSecretValues } from '../values/secret-values.ts'
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
        if (error instanceof SetError) throw new InputError(inWords(flag, text, error))
        throw error
      }
    }),
  )
}

/** The message may quote the argument. */
function inWords(flag: SetFlag, text: string, error: SetError): string {
  return mayHoldSecretValues(text)
    ? `${flag} ${maskArgument(text)}: it cannot be read, and is not quoted because it may hold a Secret`
    : `${flag} ${text}: ${error.message}`
}
