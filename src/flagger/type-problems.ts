import type { ObjectRef, Problem } from '../values/finding.ts'
import { typeName } from '../values/json.ts'
import { nearest } from '../values/nearest.ts'
import { dotted, type Pointer } from '../values/pointer.ts'
import { quote } from '../values/quote.ts'
import type { Decoded } from './go/decode.ts'
import { problem } from './problems.ts'

/** What reading an object through its Go types found, as problems. Values of Secrets are never quoted. */
export function typeProblems(
  object: ObjectRef,
  read: Pick<Decoded, 'faults' | 'unknown'>,
  base: Pointer = '',
): Problem[] {
  const { kind } = object
  const wrong = read.faults.map(({ path, expected, found }) => {
    const at = base + path
    const value = kind === 'Secret' ? `a ${typeName(found)}` : quote(found)
    return problem('MF010', { object, path: at }, `${dotted(at)} is ${value}; expected ${expected}`, {
      help: `The API server refuses this ${kind}.`,
    })
  })
  const unknown = read.unknown.map(({ path, name, known }) => {
    const at = base + path
    const suggestion = nearest(name, known)
    const meant = suggestion ? `; did you mean \`${suggestion}\`?` : ''
    return problem('MF011', { object, path: at, part: 'key' }, `unknown field ${dotted(at)} of ${kind}${meant}`, {
      ...(suggestion && { suggestion }),
      help: 'The API server drops it.',
    })
  })
  return [...wrong, ...unknown]
}
