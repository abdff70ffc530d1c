import { isMap, type JsonMap } from '../../values/json.ts'
import { groupOf } from '../../values/manifest.ts'
import { compileGlob } from '../fleet/glob.ts'
import { type Outcome, removeAt } from '../fleet/json-patch.ts'
import { textAt } from '../fleet/object.ts'
import { compile, type Program, run } from '../jq/jq.ts'
import type { IgnoreDifference } from './input.ts'
import type { Settings } from './settings.ts'

/** Something to be removed from both sides before they are compared. */
interface Removal {
  applies: (object: JsonMap) => boolean
  /** The pointer or the jq expression, as the rule has it. */
  written: string
  what: { pointer: string } | { program: Program } | { unsupported: string }
}

export type Removals = Removal[]

/**
 * The rules of the Application, then those of argocd-cm (Argo CD 3.6, util/argo/normalizers/diff_normalizer.go). A jq expression
 * that does not compile spoils the comparison of every object, whatever it is about.
 */
export function compileRemovals(rules: IgnoreDifference[], settings: Settings): Removals | { error: string } {
  const removals: Removals = []
  for (const rule of [...rules, ...overrideRules(settings)]) {
    const applies = matcher(rule)
    for (const pointer of rule.jsonPointers ?? []) removals.push({ applies, written: pointer, what: { pointer } })
    for (const expression of rule.jqPathExpressions ?? []) {
      const program = compile(`del(${expression})`)
      if ('error' in program) return { error: `jqPathExpressions: ${expression}: ${program.error}` }
      removals.push({ applies, written: expression, what: 'query' in program ? { program } : program })
    }
  }
  return removals
}

function overrideRules({ overrides }: Settings): IgnoreDifference[] {
  return [...overrides].map(([id, override]) => {
    const [group, kind] = id.includes('/') ? id.split('/') : ['', id]
    return { ...override, group: group ?? '', kind: kind ?? '' }
  })
}

/** Group and kind are globs, name and namespace exact; an empty name or namespace fits all. */
function matcher(rule: IgnoreDifference): (object: JsonMap) => boolean {
  const group = compileGlob(rule.group ?? '')
  const kind = compileGlob(rule.kind)
  return object =>
    group !== null &&
    kind !== null &&
    group.test(groupOf(textAt(object, 'apiVersion'))) &&
    kind.test(textAt(object, 'kind')) &&
    (!rule.name || rule.name === textAt(object, 'metadata', 'name')) &&
    (!rule.namespace || rule.namespace === textAt(object, 'metadata', 'namespace'))
}

/** The managers whose fields are trusted for an object (Argo CD 3.6, util/argo/diff/ignore.go). */
export function trustedManagers(object: JsonMap, rules: IgnoreDifference[], settings: Settings): string[] {
  const id = `${groupOf(textAt(object, 'apiVersion'))}/${textAt(object, 'kind')}`
  const fromSettings = [id, '*/*'].flatMap(key => settings.overrides.get(key)?.managedFieldsManagers ?? [])
  const fromRules = rules
    .filter(rule => (rule.managedFieldsManagers ?? []).length > 0 && matcher(rule)(object))
    .flatMap(rule => rule.managedFieldsManagers ?? [])
  return [...fromSettings, ...fromRules]
}

/** The object without what the rules ignore; a rule that fails on it is skipped, as Argo CD skips it. */
export function withoutIgnored(object: JsonMap, removals: Removals): Outcome<JsonMap> {
  let current = object
  for (const { what, written } of removals.filter(removal => removal.applies(object))) {
    if ('pointer' in what) {
      const result = removeAt(current, what.pointer)
      if ('done' in result) current = result.done
      continue
    }
    if ('unsupported' in what) return { error: `jq expression ${written}: ${what.unsupported}` }
    const result = run(what.program, current, 2)
    if ('unsupported' in result) return { error: `jq expression ${written}: ${result.unsupported}` }
    if ('error' in result || result.outputs.length !== 1) continue
    const [output] = result.outputs
    if (isMap(output)) current = output
    else if (output === null) return { error: `jq expression ${written} removes the whole object` }
  }
  return { done: current }
}
