import type { Release } from '../../flagger/release.ts'
import type { ObjectRef } from '../../values/finding.ts'
import { dataOf, type Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { refOfObject } from '../fleet/object.ts'
import { ownedField, ownedObject } from '../ownership/find.ts'
import { objectsOf } from '../ownership/roles.ts'
import type { OwnedField, OwnedObject } from '../ownership/table.ts'
import { type Comparison, narrowed, objectsIn, type Verdict, verdictsOf } from './comparison.ts'
import { idOf, widenedField } from './contested.ts'
import { fieldManagers } from './field-managers.ts'
import { jqPath } from './jq-path.ts'
import { type Settled, settle, type Waiver } from './settle.ts'

/** Why an object is not in sync: who wrote what differs, and the fewest rules that settle it. */
export interface Explanation {
  verdict: Verdict
  /** What the controller of a Canary has to do with the object; null when it has nothing. */
  owner: OwnedObject | null
  fields: ExplainedField[]
  settled: Settled
}

export interface ExplainedField {
  paths: Pointer[]
  row: OwnedField | null
  /** The field managers that wrote it, as far as the object says. */
  managers: string[]
}

/** `releases` are those of the Canaries among the objects. */
export function explain(
  comparison: Comparison,
  verdicts: readonly Verdict[],
  releases: readonly Release[],
): Explanation[] {
  const owners = new Map(
    releases.flatMap(objectsOf).map(({ role, kind, object }) => [idOf(object), ownedObject(role, kind.key)] as const),
  )
  const live = new Map(objectsIn(comparison).live.map(object => [idOf(refOfObject(dataOf(object))), object]))
  return verdicts
    .filter(({ verdict }) => verdict !== 'synced')
    .map(verdict => explainOne(comparison, verdict, owners.get(idOf(verdict)) ?? null, live.get(idOf(verdict)) ?? null))
}

function explainOne(
  comparison: Comparison,
  verdict: Verdict,
  owner: OwnedObject | null,
  live: Manifest | null,
): Explanation {
  const id = idOf(verdict)
  const judge = (waivers: readonly Waiver[]) =>
    verdictsOf(narrowed(comparison, verdict, waivers)).objects.filter(
      each => idOf(each) === id && each.verdict !== 'synced',
    )
  return {
    verdict,
    owner,
    fields: explainFields(verdict.paths, owner, live),
    settled: settle(judge, (each, round) => waiversFor(comparison.tool, each, { round, owner, live })),
  }
}

function explainFields(paths: readonly Pointer[], owner: OwnedObject | null, live: Manifest | null): ExplainedField[] {
  const groups = new Map<string, ExplainedField>()
  for (const path of paths) {
    const row = owner && ownedField(owner, path)
    const managers = live ? fieldManagers(live, path) : []
    const key = [row?.field ?? '', ...managers].join('\n')
    const group = groups.get(key) ?? { paths: [], row, managers }
    group.paths.push(path)
    groups.set(key, group)
  }
  return [...groups.values()]
}

interface Attempt {
  round: number
  owner: OwnedObject | null
  live: Manifest | null
}

/** What might settle a verdict: the field as wide as its controller writes it, and wider when that is not enough. */
function waiversFor(tool: Comparison['tool'], verdict: Verdict, { round, owner, live }: Attempt): Waiver[] {
  const { apiVersion, kind, namespace, name, paths } = verdict
  const object: ObjectRef = { apiVersion, kind, namespace, name }
  if (verdict.verdict === 'notOwned' || verdict.verdict === 'missing') {
    return tool === 'fleet' ? [{ object, what: { absent: true } }] : []
  }
  if (verdict.verdict !== 'modified') return []
  return paths.map((path): Waiver => {
    const row = owner && ownedField(owner, path)
    if (row || path === '') return { object, what: { pointer: widenedField(row, path, round) } }
    const jq = tool === 'argocd' && live ? jqPath(dataOf(live), path) : null
    return {
      object,
      what: jq !== null && round === 0 ? { jq } : { pointer: widenedField(null, path, Math.max(0, round - 1)) },
    }
  })
}
