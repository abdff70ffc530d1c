import { kindKey } from '../../flagger/kinds.ts'
import { describeObject } from '../../values/finding.ts'
import { type Manifest, refOf } from '../../values/manifest.ts'
import { list } from '../../values/quote.ts'
import { groupBy } from '../group.ts'
import type { Hit } from '../rule.ts'
import type { ReleaseView } from '../view/release.ts'
import type { Mistake, MistakeKind } from './mistake.ts'
import { sourceOf, type Written } from './source.ts'
import { mistakesIn } from './validate.ts'

/** A mistake and the field that has to be changed. */
interface Refusal {
  mistake: Mistake
  written: Written
  /** What the API server would refuse. */
  object: Manifest
}

const known = new WeakMap<ReleaseView, Map<MistakeKind, Hit[]>>()

/** What the API server would not take for one reason: given objects, and what Flagger would make of them. */
export function refused(view: ReleaseView, kind: MistakeKind): Hit[] {
  let hits = known.get(view)
  if (!hits) {
    hits = hitsByKind(view)
    known.set(view, hits)
  }
  return hits.get(kind) ?? []
}

function hitsByKind(view: ReleaseView): Map<MistakeKind, Hit[]> {
  const { objects, sketched } = view.release.cluster
  const given = objects.filter(object => !sketched.has(object)).flatMap(object => inGiven(view, object))
  const made = [...view.prediction.created, ...adopted(view)].flatMap(object => inMade(view, object))
  const groups = groupBy(made, keyOf)
  const out = new Map<MistakeKind, Hit[]>()
  const add = (kind: MistakeKind, hit: Hit) => out.set(kind, [...(out.get(kind) ?? []), hit])
  for (const each of given) add(each.mistake.kind, inOriginal(each, groups.delete(keyOf(each))))
  for (const group of groups.values())
    for (const each of group.slice(0, 1)) add(each.mistake.kind, inCopies(each, group))
  return out
}

/** A copy has the mistakes of its original, where they are told. Without one Flagger's own objects are not touched. */
function inOriginal({ mistake, written }: Refusal, isCopied: boolean): Hit {
  return { ...written, message: mistake.what, ...(!isCopied && { severity: 'warning' }) }
}

function inCopies({ mistake, written }: Refusal, group: readonly Refusal[]): Hit {
  const objects = new Set(group.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`))
  return { ...written, message: `${list([...objects])}: ${mistake.what}` }
}

function inGiven({ release }: ReleaseView, object: Manifest): Refusal[] {
  const ref = { ...refOf(object), namespace: object.metadata.namespace ?? release.namespace }
  return mistakesIn(object).map(mistake => ({
    mistake,
    object,
    written: { object: ref, path: mistake.path, ...partOf(mistake) },
  }))
}

function inMade(view: ReleaseView, object: Manifest): Refusal[] {
  return mistakesIn(object).map(mistake => ({
    mistake,
    object,
    written: { ...sourceOf(view, object, mistake.path), ...partOf(mistake) },
  }))
}

function partOf({ part }: Mistake): Pick<Written, 'part'> {
  return part === undefined ? {} : { part }
}

/** A Service that was there before gets Flagger's ports and selector. */
function adopted({ prediction }: ReleaseView): Manifest[] {
  return prediction.changed.filter(({ apiVersion, kind }) => kindKey(apiVersion, kind) === '/Service')
}

function keyOf({ mistake, written: { object, path } }: Refusal): string {
  return `${mistake.kind} ${describeObject(object)} ${path}`
}
