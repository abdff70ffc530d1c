import { isMap, type Json } from './json.ts'
import { misnamed } from './misnamed.ts'
import { fold, nearest } from './nearest.ts'
import { dotted, pointer } from './pointer.ts'
import { list } from './quote.ts'
import { childNode, mayHold, type Node, nodeAt, rootNode, said } from './schema.ts'

/** What an unknown key was probably meant to be. */
export interface Meant {
  /** The end of the message, from the semicolon on. */
  text: string
  suggestion?: string
  help?: string
}

/** `place` is the map that holds the key, `value` what the key holds there. */
export function meant(file: string, place: readonly string[], key: string, value: Json): Meant {
  const known = misnamed(place.filter(isName), key, value)
  const help = known?.why ?? said(childNode(rootNode(file), place[0] ?? ''), 'x-unknown')
  const target = known ? known.meant : likely(file, place, key, value)
  const text = target === undefined ? (known ? '' : oneOf(nodeAt(file, pointer(...place)).keys)) : toward(target, place)
  const suggestion = target && relative(target, place)
  return { text, ...(suggestion !== undefined && { suggestion }), ...(help !== undefined && { help }) }
}

/** A neighbour of nearly that name, unless it cannot hold the value and a key of that name elsewhere can. */
function likely(file: string, place: readonly string[], key: string, value: Json): string | undefined {
  const here = nodeAt(file, pointer(...place))
  const sibling = nearest(key, here.keys)
  if (sibling !== undefined && fits(childNode(here, sibling), value)) return sibling
  return home(file, place, key, value) ?? sibling
}

function toward(target: string, place: readonly string[]): string {
  const suggestion = relative(target, place)
  if (suggestion !== target || !target.startsWith('flaggerCanary')) return `; did you mean \`${suggestion}\`?`
  const isBeyondChart = place[0] === 'flaggerCanary' && target.startsWith('flaggerCanaryExtras')
  return isBeyondChart ? `; the chart cannot say this, \`${target}\` can` : `; it belongs at \`${target}\``
}

function relative(target: string, place: readonly string[]): string {
  const here = `${dotted(pointer(...place))}.`
  return target.startsWith(here) ? target.slice(here.length) : target
}

/** The keys that there are, when a sentence can hold them. */
function oneOf(keys: readonly string[]): string {
  return keys.length > 0 && keys.length <= 12 ? `; expected ${list(keys, 'or')}` : ''
}

/** The one place in the same block, else close by in its sister, where a key of that name may hold such a value. */
function home(file: string, place: readonly string[], key: string, value: Json): string | undefined {
  const [block = ''] = place
  for (const name of [block, ...(sisters[block] ?? [])]) {
    const places = (index(file, name).get(fold(key)) ?? []).filter(({ node }) => fits(node, value))
    const near = places.map(({ path }) => steps(place.filter(isName), path.slice(0, -1)))
    const least = Math.min(...near)
    const closest = places.filter((_, i) => near[i] === least)
    if (closest.length === 1 && (name === block || least <= 2)) return closest[0] && dotted(pointer(...closest[0].path))
  }
  return undefined
}

const sisters: Record<string, string[]> = {
  flaggerCanary: ['flaggerCanaryExtras'],
  flaggerCanaryExtras: ['flaggerCanary'],
}

/** How far apart two places are: up to what they have in common and down again. A block counts like its sister. */
function steps(from: readonly string[], to: readonly string[]): number {
  let common = 1
  while (common < from.length && common < to.length && from[common] === to[common]) common++
  return from.length + to.length - 2 * common
}

interface Place {
  path: string[]
  node: Node
}

const indexes = new Map<string, Map<string, Place[]>>()

/** The keys of a block by folded name; what stands inside lists has no address of its own. */
function index(file: string, block: string): Map<string, Place[]> {
  const name = `${file} ${block}`
  const known = indexes.get(name)
  if (known) return known
  const places = new Map<string, Place[]>()
  const visit = (node: Node, path: string[]) => {
    for (const key of node.types.includes('object') ? node.keys : []) {
      const place = { path: [...path, key], node: childNode(node, key) }
      places.set(fold(key), [...(places.get(fold(key)) ?? []), place])
      visit(place.node, place.path)
    }
  }
  visit(childNode(rootNode(file), block), [block])
  indexes.set(name, places)
  return places
}

/** Whether such a value may stand there; of a map at least one key has to be known. */
function fits(node: Node, value: Json): boolean {
  if (value === null) return true
  if (!mayHold(node, value)) return false
  const known = node.keys
  const keys = isMap(value) ? Object.keys(value) : []
  return known.length === 0 || keys.length === 0 || keys.some(key => nearest(key, known) !== undefined)
}

function isName(segment: string): boolean {
  return !/^[0-9]+$/.test(segment)
}
