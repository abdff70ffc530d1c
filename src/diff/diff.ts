import { storeCanary } from '../flagger/stored.ts'
import { dataOf } from '../flagger/world.ts'
import { type Json, sameData } from '../values/json.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { type Pointer, valueAt } from '../values/pointer.ts'
import { type FieldChange, fieldChanges, orderMark } from './fields.ts'
import { isCanary, normalOf } from './normal.ts'
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
  /** How many objects are the same but for the way in which they are written: patches show how. */
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

function objectDiff(pair: Pair, changes: Change[], sides: Sides): ObjectDiff {
  const { before, after } = pair
  const isRenamed = isRename(pair)
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
  if (!before || !after) return [wholeChange(pair, sides)]
  if (sameData(dataOf(before), dataOf(after))) return null
  const isRenamed = isRename(pair)
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
  const verdicts = [wholeChange({ before, after: null }, sides), wholeChange({ before: null, after }, sides)] as const
  const [gone, fresh] = verdicts
  const { risk, reason, source } = rankOf(fresh.risk) > rankOf(gone.risk) ? fresh : gone
  return {
    path: '/metadata/name',
    label: 'metadata.name',
    before: before.metadata.name,
    after: after.metadata.name,
    risk,
    reason: `An object cannot be renamed: the old one goes, and this one is new. ${reason}`,
    source,
  }
}

function isRename({ before, after }: Pair): boolean {
  if (!before || !after) return false
  const [from, to] = [before.metadata, after.metadata]
  return from.name !== to.name || (Boolean(from.namespace && to.namespace) && from.namespace !== to.namespace)
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

/** A Canary that the API server takes now, and will not take any more. */
function refusedNow(before: Manifest, after: Manifest, namespace: string): Change[] {
  if (!isCanary(after)) return []
  const { manifest, problems } = storeCanary(after, namespace)
  if (manifest || !storeCanary(before, namespace).manifest) return []
  const [first] = problems.filter(({ severity }) => severity === 'error')
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
