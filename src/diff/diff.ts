import { isError } from '../values/finding.ts'
import { type Json, sameData } from '../values/json.ts'
import { dataOf, type Manifest, refOf } from '../values/manifest.ts'
import { type Pointer, pointer, valueAt } from '../values/pointer.ts'
import { type FieldChange, fieldChanges, orderMark } from './fields.ts'
import { identityOf } from './identity.ts'
import { isCanary, normalOf, storedCanary } from './normal.ts'
import { lastOf, type Pair, pairsOf } from './pairs.ts'
import { byRisk, byRiskThenPath, type Change, type ObjectDiff, rankOf, type Verdict, worst } from './risk.ts'
import { generatedRulesFor } from './rules/generated.ts'
import { rulesFor } from './rules/index.ts'
import { type About, judge, judgeWhole, type RuleSet } from './rules/rule.ts'
import { unmarked } from './secrets.ts'
import { type DiffOptions, type Side, type Sides, sidesOf } from './sides.ts'

export interface Diff {
  /** What is not the same, worst first. */
  objects: ObjectDiff[]
  /** What is the same but for the way in which it is written: patches show how. */
  rewritten: ObjectDiff[]
}

/** What changes between two sets of objects, and what that does to live traffic. */
export function diffObjects(before: Side, after: Side, options: DiffOptions): Diff {
  const sides = sidesOf(before, after, options)
  const objects: ObjectDiff[] = []
  const rewritten: ObjectDiff[] = []
  for (const pair of pairsOf(sides.before, sides.after)) {
    const changes = changesOf(pair, sides)
    if (changes === null) continue
    const found = objectDiff(pair, changes, sides)
    if (changes.length === 0) rewritten.push(found)
    else objects.push(found)
  }
  return { objects: objects.sort(byRisk), rewritten: rewritten.sort(byRisk) }
}

/** What changes in several sets of objects that have nothing to do with each other. */
export function joinDiffs(diffs: readonly Diff[]): Diff {
  return {
    objects: diffs.flatMap(({ objects }) => objects).sort(byRisk),
    rewritten: diffs.flatMap(({ rewritten }) => rewritten).sort(byRisk),
  }
}

function objectDiff(pair: Pair, changes: Change[], sides: Sides): ObjectDiff {
  const { before, after } = pair
  const isRenamed = isRename(pair, sides)
  return {
    object: refOf(lastOf(pair)),
    action: isRenamed ? 'renamed' : !before ? 'added' : !after ? 'removed' : 'changed',
    from: isRenamed && before ? refOf(before) : null,
    generated: sides.isGenerated(pair),
    risk: worst(changes),
    changes: changes.sort(byRiskThenPath),
    before,
    after,
  }
}

/** Null when not even the writing differs; none when only that does. */
function changesOf(pair: Pair, sides: Sides): Change[] | null {
  const { before, after } = pair
  if (!before) return [wholeChange(pair, sides), ...refusedNow(null, after, sides.namespace)]
  if (!after) return [wholeChange(pair, sides)]
  if (sameData(dataOf(before), dataOf(after))) return null
  const isRenamed = isRename(pair, sides)
  const fields = fieldChanges(normalOf(before, sides.namespace), normalOf(after, sides.namespace)).filter(
    ({ field }) => field !== 'metadata.namespace' && field !== 'metadata.name',
  )
  if (fields.length === 0 && !isRenamed) return []
  const about = sides.aboutOf(pair)
  const set = rulesOf(pair, about, sides)
  return [
    ...(isRenamed ? [renameChange({ before, after }, sides)] : []),
    ...fields.map(change => ({ ...shown(change, before, after), ...judge(set, change, about) })),
    ...refusedNow(before, after, sides.namespace),
  ]
}

function rulesOf(pair: Pair, { part }: About, sides: Sides): RuleSet {
  const role = part?.role ?? null
  return sides.isGenerated(pair) ? generatedRulesFor(role) : rulesFor(lastOf(pair), role)
}

function wholeChange(pair: Pair, sides: Sides): Change {
  const about = sides.aboutOf(pair)
  const { added, removed } = rulesOf(pair, about, sides)
  return {
    path: '',
    label: '',
    before: pair.before ? unmarked(dataOf(pair.before)) : undefined,
    after: pair.after ? unmarked(dataOf(pair.after)) : undefined,
    ...judgeWhole(pair.after ? added : removed, about),
  }
}

/** To the cluster the old object goes and another one comes. */
function renameChange({ before, after }: { before: Manifest; after: Manifest }, sides: Sides): Change {
  const gone = wholeChange({ before, after: null }, sides)
  const fresh = wholeChange({ before: null, after }, sides)
  const { risk, reason, source } = rankOf(fresh.risk) > rankOf(gone.risk) ? fresh : gone
  const field = before.metadata.name === after.metadata.name ? 'namespace' : 'name'
  return {
    path: pointer('metadata', field),
    label: `metadata.${field}`,
    before: before.metadata[field],
    after: after.metadata[field],
    risk,
    reason: `An object cannot be renamed: the old one goes, and this one is new. ${reason}`,
    source,
  }
}

function isRename({ before, after }: Pair, { namespace }: Sides): boolean {
  return before !== null && after !== null && identityOf(before, namespace) !== identityOf(after, namespace)
}

/** Values as they are written; a default that is not written is shown all the same. */
function shown({ from, to, label, before, after }: FieldChange, a: Manifest, b: Manifest): Omit<Change, keyof Verdict> {
  const isOrder = label.endsWith(orderMark)
  const written = (manifest: Manifest, path: Pointer, value: Json | undefined) =>
    unmarked(value === undefined || isOrder ? value : (valueAt(dataOf(manifest), path) ?? value))
  return {
    path: after === undefined ? from : to,
    label,
    before: written(a, from, before),
    after: written(b, to, after),
  }
}

/** A Canary that the API server will not take, though it takes the one before. */
function refusedNow(before: Manifest | null, after: Manifest, namespace: string): Change[] {
  if (!isCanary(after)) return []
  const { manifest, problems } = storedCanary(after, namespace)
  if (manifest || (before && !storedCanary(before, namespace).manifest)) return []
  const [first] = problems.filter(isError)
  return [
    {
      risk: 'needs a human',
      reason: `The API server refuses the Canary${first ? `: ${first.message}` : ''}.`,
      source: 'Flagger 1.44, artifacts/flagger/crd.yaml',
      path: first?.path ?? '',
      label: 'as a whole',
      before: undefined,
      after: undefined,
    },
  ]
}
