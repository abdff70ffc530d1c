import { validate } from '#build/validators/devtron-values.js'
import { compare, type Problem } from './finding.ts'
import { isMap, type Json } from './json.ts'
import { editDistance, fold } from './nearest.ts'
import { pointer } from './pointer.ts'
import { schemaProblems } from './schema-problems.ts'
import { unresolved, unresolvedProblems } from './scoped-variables.ts'

const file = 'devtron-values.schema.json'
const blocks = ['flaggerCanary', 'flaggerCanaryExtras']

/** Every mistake in Devtron values that their schema sees, and every scoped variable that is left over. */
export function validateValues(values: Json): Problem[] {
  const open = unresolved(values)
  const problems = [
    ...schemaProblems(values, { validate, file, object: null, unknownKey: 'DT001', open }),
    ...unresolvedProblems(file, open),
    ...misspeltBlocks(values),
  ]
  return problems.sort((a, b) => compare(a.path, b.path) || compare(a.code, b.code))
}

/** The length alone tells most keys apart; a longer one may have `-` and `_` in it, which do not count. */
function isSlipOf(key: string, name: string): boolean {
  return key.length >= name.length - 1 && editDistance(fold(key), fold(name), 1) <= 1
}

/** The root is open, but `flaggercanary` is nobody's key: the canary would silently not be there. */
function misspeltBlocks(values: Json): Problem[] {
  return Object.keys(isMap(values) ? values : {}).flatMap((key): Problem[] => {
    const block = blocks.find(name => name !== key && isSlipOf(key, name))
    if (block === undefined) return []
    return [
      {
        code: 'DT001',
        severity: 'error',
        object: null,
        path: pointer(key),
        part: 'key',
        message: `unknown key \`${key}\`; did you mean \`${block}\`?`,
        suggestion: block,
        help: 'Devtron and the chart ignore root keys that they do not know, so this one has no effect.',
      },
    ]
  })
}
