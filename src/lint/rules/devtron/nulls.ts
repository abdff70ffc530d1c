import { isMap, type Json } from '../../../values/json.ts'
import { type Layer, sayOf } from '../../../values/layers.ts'
import { escapeSegment, type Pointer, segments } from '../../../values/pointer.ts'

/** The places below a root key where a layer wrote null and no later one wrote anything else. */
export function nullsIn(layers: readonly Layer[], root: string): Pointer[] {
  const found = new Set<Pointer>()
  const visit = (value: Json | undefined, path: Pointer) => {
    if (value === null) found.add(path)
    else if (isMap(value)) for (const key in value) visit(value[key], `${path}/${escapeSegment(key)}`)
  }
  for (const layer of layers) {
    if (layer.kind === 'file') visit(layer.data[root], `/${escapeSegment(root)}`)
    else if (layer.kind === 'set') {
      for (const { path, value } of layer.assignments) {
        if (path[0] === root) visit(value, path.map(segment => `/${escapeSegment(String(segment))}`).join(''))
      }
    }
  }
  return [...found].filter(path => endsInNull(layers, path))
}

function endsInNull(layers: readonly Layer[], path: Pointer): boolean {
  const parts = segments(path)
  const last = layers.findLast(layer => layer.kind !== 'defaults' && sayOf(layer, parts) !== null)
  const say = last && sayOf(last, parts)
  return say?.kind === 'clears' && say.depth === parts.length
}
