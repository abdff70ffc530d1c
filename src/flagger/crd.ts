import { validate } from '#build/validators/canary.js'
import type { ObjectRef, Problem } from '../values/finding.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import { dotted, type Pointer, parent, segments, valueAt } from '../values/pointer.ts'
import { schemaProblems } from '../values/schema-problems.ts'
import { canaryTypes } from './go/canary.ts'
import { fieldAt } from './go/types.ts'

// The schema of the Canary, as the API server applies it: unknown fields are dropped, the rest is a reason to refuse.

const unknownField = 'FL001'

/** Deletes the unknown fields of the Canary, and says what is wrong with it; `refused` when it is not let in. */
export function applyCrd(canary: JsonMap, object: ObjectRef): { problems: Problem[]; refused: boolean } {
  if (validate(canary)) return { problems: [], refused: false }
  const check = { validate, file: 'canary.schema.json', object, unknownKey: unknownField } as const
  const found = schemaProblems(canary, check)
  for (const { code, path } of found) if (code === unknownField) prune(canary, path)
  if (validate(canary)) return { problems: found.map(dropped), refused: false }
  // A misspelt field is told instead of what is missing because of it.
  const problems = found.some(({ severity }) => severity === 'error') ? found : schemaProblems(canary, check)
  return { problems, refused: true }
}

function prune(canary: JsonMap, path: Pointer): void {
  const map = valueAt(canary, parent(path))
  const key = segments(path).at(-1)
  if (isMap(map) && key !== undefined) delete map[key]
}

/** An unknown field alone keeps no Canary out: the API server drops it. */
function dropped(problem: Problem): Problem {
  const path = segments(problem.path)
  const isKnown = path[0] === 'spec' && fieldAt(canaryTypes.get('CanarySpec'), path.slice(1)) !== undefined
  if (!isKnown) return { ...problem, severity: 'warning', help: problem.help ?? 'The API server drops it.' }
  const { suggestion: _, ...rest } = problem
  return {
    ...rest,
    severity: 'warning',
    message: `the API server drops ${dotted(problem.path)}`,
    help: 'Flagger knows this field, but its CRD does not have it.',
  }
}
