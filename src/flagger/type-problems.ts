import type { ObjectRef, Problem } from '../values/finding.ts'
import { typeName } from '../values/json.ts'
import type { Pointer } from '../values/pointer.ts'
import { dotted } from '../values/pointer.ts'
import { closest } from './closest.ts'
import type { Decoded } from './go/decode.ts'
import { problem } from './problems.ts'

/** What reading an object through its Go types found, as problems. Values of Secrets are never quoted. */
export function typeProblems(
  code: 'MF010' | 'FL006',
  object: ObjectRef,
  kind: string,
  read: Pick<Decoded, 'faults' | 'unknown'>,
  base: Pointer = '',
): Problem[] {
  const secret = kind === 'Secret'
  return [
    ...read.faults.map(({ path, expected, found }) => {
      const type = typeName(found)
      const quoted = secret || type === 'list' || type === 'map' ? `a ${type}` : JSON.stringify(found)
      const at = dotted(base + path)
      return problem(code, { object, path: base + path }, `${at} has to be ${expected}, not ${quoted}.`, {
        help: `The API server refuses this ${kind}.`,
      })
    }),
    ...read.unknown.map(({ path, name, known }) => {
      const suggestion = closest(name, known)
      return problem(
        'MF011',
        { object, path: base + path, part: 'key' },
        `${kind} has no field ${dotted(base + path)}.`,
        {
          help: suggestion ? `Did you mean \`${suggestion}\`?` : 'The API server drops it.',
          ...(suggestion && { suggestion }),
        },
      )
    }),
  ]
}
