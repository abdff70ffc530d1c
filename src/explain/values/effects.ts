import { type DevtronOptions, releaseFromValues } from '../../devtron/release.ts'
import { isAccepted, predict } from '../../flagger/predict.ts'
import type { Release } from '../../flagger/release.ts'
import { changesBetween, type DataChange } from '../../values/changes.ts'
import { describeObject, isError, type ObjectRef } from '../../values/finding.ts'
import type { Json } from '../../values/json.ts'
import type { Values } from '../../values/layers.ts'
import { type Manifest, refOf } from '../../values/manifest.ts'
import { type Pointer, valueAt } from '../../values/pointer.ts'
import { nodeAt } from '../../values/schema.ts'
import { validateValues } from '../../values/validate.ts'
import { type Course, courseEffect } from './course.ts'
import { alternatives, withValue } from './perturb.ts'

/** `authored` is for Git, `generated` is what the controller creates, `changed` what it makes of given objects. */
export type Part = 'authored' | 'generated' | 'changed'

/** One field that a value has a say in: what it is, and what it would be. The path is `''` for an object that comes or goes. */
export interface FieldEffect extends DataChange {
  part: Part
  object: ObjectRef
}

/** What a value does, found out by putting another one in its place. */
export interface Effects {
  /** The other value; undefined is none. */
  instead: Json | undefined
  fields: FieldEffect[]
  /** Null where the rollouts go as before, or there are none. */
  course: Course | null
}

/** All that comes of some values. */
export interface Result {
  objects: { part: Part; manifest: Manifest }[]
  release: Release | null
}

/** Null when the values are wrong, or make a Canary that nobody takes. */
export function resultOf(values: Values, options: DevtronOptions): Result | null {
  if (!options.compat && validateValues(values.data).some(isError)) return null
  const { release, authored, problems } = releaseFromValues(values, options)
  if (problems.some(isError)) return null
  const parts: Record<Part, Manifest[]> = { authored, generated: [], changed: [] }
  if (release) {
    const prediction = predict(release)
    if (!isAccepted(prediction)) return null
    Object.assign(parts, { generated: prediction.created, changed: prediction.changed })
  }
  const objects = (['authored', 'generated', 'changed'] as const).flatMap(part =>
    parts[part].map(manifest => ({ part, manifest })),
  )
  return { objects, release }
}

/** More tries than this tell nothing new. */
const mostTries = 12

/** What the value at a path does; null when nothing that could stand there instead makes valid values. */
export function effectsOf(values: Values, options: DevtronOptions, path: Pointer, now: Result): Effects | null {
  const value = valueAt(values.data, path)
  let tries = 0
  let without: Effects | null = null
  for (const instead of alternatives(value, nodeAt('devtron-values.schema.json', path))) {
    if (tries++ === mostTries) break
    const then = resultOf({ ...values, data: withValue(values.data, path, instead) }, options)
    if (!then) continue
    const fields = fieldsBetween(now, then)
    if (fields.length > 0) return { instead, fields, course: courseEffect(now.release, then.release) }
    without ??= { instead, fields, course: null }
  }
  return without
}

function fieldsBetween(now: Result, then: Result): FieldEffect[] {
  const others = pairing(now, then)
  const fields = now.objects.flatMap(({ part, manifest }) => {
    const changes = changesBetween(manifest as Json, others.get(manifest) as Json | undefined)
    return changes.map(change => ({ ...change, part, object: refOf(manifest) }))
  })
  const met = new Set(others.values())
  const added = then.objects
    .filter(({ manifest }) => !met.has(manifest))
    .map(({ part, manifest }) => ({
      part,
      object: refOf(manifest),
      path: '',
      before: undefined,
      after: manifest as Json,
    }))
  return [...fields, ...added]
}

/** Which object is which: by name, and those that have got another name by their kind and order. */
function pairing(now: Result, then: Result): Map<Manifest, Manifest> {
  const pairs = new Map<Manifest, Manifest>()
  for (const keyOf of [nameOf, kindOf]) {
    const met = new Set(pairs.values())
    const rest = then.objects.filter(({ manifest }) => !met.has(manifest))
    for (const one of now.objects) {
      if (pairs.has(one.manifest)) continue
      const at = rest.findIndex(other => keyOf(other) === keyOf(one))
      const [other] = at < 0 ? [] : rest.splice(at, 1)
      if (other) pairs.set(one.manifest, other.manifest)
    }
  }
  return pairs
}

function nameOf({ part, manifest }: Result['objects'][number]): string {
  return `${part} ${describeObject(refOf(manifest))}`
}

function kindOf({ part, manifest }: Result['objects'][number]): string {
  return `${part} ${manifest.kind}`
}
