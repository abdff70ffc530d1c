import { getKey, isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import { type Pointer, pointer } from '../values/pointer.ts'
import { listAt, mapAt, specOf } from './fixes/access.ts'
import type { Draft } from './fixes/fix.ts'

/** Lists whose items are known by their name: an item of the extras replaces its namesake and joins the others otherwise. */
export const namedLists = ['metrics', 'webhooks', 'alerts']

/**
 * Writes `flaggerCanaryExtras` over what the chart renders: maps merge, lists replace, named lists merge by name. Returns, for
 * each item of a named list, where in the values it comes from.
 */
export function applyExtras(draft: Draft): Map<Pointer, Pointer> {
  const { gateway: gatewayExtras, ...spec } = mapAt(draft.values, 'flaggerCanaryExtras')
  const target = specOf(draft.canary)
  const analysis = mapAt(spec, 'analysis')
  chooseStrategy(mapAt(target, 'analysis'), analysis)
  const origins = new Map<Pointer, Pointer>()
  for (const list of namedLists) {
    const merged = mergeNamed(listAt(mapAt(target, 'analysis'), list), listAt(analysis, list))
    merged.origins.forEach((to, from) => {
      origins.set(pointer('spec', 'analysis', list, to), pointer('flaggerCanaryExtras', 'analysis', list, from))
    })
    if (merged.items.length > 0) mapAt(target, 'analysis')[list] = merged.items
  }
  mergeInto(target, withoutNamedLists(spec, analysis))
  if (draft.gateway && isMap(gatewayExtras)) Object.assign(specOf(draft.gateway), structuredClone(gatewayExtras))
  return origins
}

/** The CRD takes exactly one of stepWeight, stepWeights and iterations, and the chart always writes stepWeight. */
function chooseStrategy(analysis: JsonMap, extras: JsonMap): void {
  if (extras['stepWeights'] === undefined && extras['iterations'] === undefined) return
  delete analysis['stepWeight']
  delete analysis['maxWeight']
}

function mergeNamed(items: Json[], extras: Json[]): { items: Json[]; origins: number[] } {
  const out = [...items]
  const origins = extras.map(extra => {
    const same = isMap(extra) ? out.findIndex(item => isMap(item) && item['name'] === extra['name']) : -1
    const at = same < 0 ? out.length : same
    out[at] = structuredClone(extra)
    return at
  })
  return { items: out, origins }
}

function withoutNamedLists(spec: JsonMap, analysis: JsonMap): JsonMap {
  if (spec['analysis'] === undefined) return spec
  const rest = Object.fromEntries(Object.entries(analysis).filter(([key]) => !namedLists.includes(key)))
  return { ...spec, analysis: rest }
}

function mergeInto(target: JsonMap, extras: JsonMap): void {
  for (const key of Object.keys(extras)) {
    const value = extras[key] as Json
    const present = getKey(target, key)
    if (isMap(value) && isMap(present)) mergeInto(present, value)
    else setKey(target, key, structuredClone(value))
  }
}
