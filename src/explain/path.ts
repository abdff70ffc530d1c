import { type Pointer, pointer } from '../values/pointer.ts'

const step = /\.?([^.[\]"'/\s]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\]/y

/**
 * A path as people write it: `flaggerCanary.match[0].uri`, `flaggerCanary.match.0.uri`, `podLabels["a.b/c"]`, or a JSON pointer.
 * Null for anything else.
 */
export function readPath(text: string): Pointer | null {
  if (text.startsWith('/')) return text
  const segments: string[] = []
  step.lastIndex = 0
  while (step.lastIndex < text.length) {
    const match = step.exec(text)
    if (!match) return null
    const [, name, index, quoted, single] = match
    segments.push(name ?? index ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? single ?? '')
  }
  return segments.length === 0 || text.startsWith('.') ? null : pointer(...segments)
}
