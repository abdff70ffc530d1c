import { isMap, type Json, sameData } from '../../values/json.ts'
import type { Layer, Values } from '../../values/layers.ts'
import { type Origin, originsOf } from '../../values/origin.ts'
import { type Pointer, pointer, valueAt } from '../../values/pointer.ts'

/** What becomes of a layer's word on a value. */
export type Fate = 'counts' | 'overridden' | 'merged' | 'removes it'

/** One layer's word, with its place. */
export interface Say extends Origin {
  fate: Fate
}

/** A value in a map and the layer that it is from. */
export interface Leaf {
  path: Pointer
  value: Json
  from: Origin | null
}

/** What every layer says about a path, the lowest first. */
export function saysOf(values: Values, path: Pointer): Say[] {
  const value = valueAt(values.data, path)
  const origins = originsOf(values, path)
  const winner = winnerOf(origins, value)
  return origins.map(origin => ({ ...origin, fate: fateOf(origin, winner, value) }))
}

/**
 * The layer that a value is from. Where Devtron drops a null of a file, the chart's default is back: the highest layer that
 * speaks is not always the one that counts.
 */
function winnerOf(origins: readonly Origin[], value: Json | undefined): Origin | null {
  const sets = origins.filter(({ effect }) => effect === 'sets')
  if (value === undefined || (isMap(value) && Object.keys(value).length > 0)) return null
  return sets.findLast(origin => sameData(origin.value, value)) ?? sets.at(-1) ?? null
}

function fateOf(origin: Origin, winner: Origin | null, value: Json | undefined): Fate {
  if (origin.effect === 'clears') return 'removes it'
  if (origin === winner) return 'counts'
  return isMap(value) && (isMap(origin.value) || origin.layer.kind === 'set') ? 'merged' : 'overridden'
}

/** Every value in a map with the layer that it is from; lists are taken whole. */
export function leavesOf(values: Values, path: Pointer): Leaf[] {
  const value = valueAt(values.data, path)
  if (!isMap(value)) return []
  return Object.keys(value).flatMap(key => {
    const inner = path + pointer(key)
    const member = value[key] as Json
    if (isMap(member) && Object.keys(member).length > 0) return leavesOf(values, inner)
    return [{ path: inner, value: member, from: winnerOf(originsOf(values, inner), member) }]
  })
}

/** `chart defaults 4-22-0`, a file, or an argument as it was given. */
export function layerName(layer: Layer): string {
  return layer.kind === 'set' ? `${layer.flag} ${layer.text}` : layer.name
}
