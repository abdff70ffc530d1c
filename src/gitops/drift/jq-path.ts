import { isMap, type Json } from '../../values/json.ts'
import { type Pointer, segments, valueAt } from '../../values/pointer.ts'

/**
 * A path with its list items by name, as jq finds them wherever they stand: `.spec.ports[] | select(.name == "http") | .port`.
 * Null when no list is on the way, or an item of one has no name.
 */
export function jqPath(object: Json, path: Pointer): string | null {
  const parts: string[] = []
  let [value, step]: [Json | undefined, string] = [object, '']
  let hasList = false
  for (const key of segments(path)) {
    if (Array.isArray(value)) {
      value = value[Number(key)]
      const name = valueAt(value, '/name')
      if (!isMap(value) || typeof name !== 'string') return null
      parts.push(`${step || '.'}[]`, `select(.name == ${JSON.stringify(name)})`)
      step = ''
      hasList = true
    } else {
      value = valueAt(value, `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      step += /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `${step === '' ? '.' : ''}[${JSON.stringify(key)}]`
    }
  }
  if (step !== '') parts.push(step)
  return hasList ? parts.join(' | ') : null
}
