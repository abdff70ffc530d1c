import { describe, expect, it } from 'vitest'
import { type Json, type JsonMap, setKey } from '../../src/values/json.ts'
import { pointer } from '../../src/values/pointer.ts'
import { childNode, type Node, rootNode } from '../../src/values/schema.ts'
import { validateValues } from '../../src/values/validate.ts'

interface Key {
  key: string
  /** The map that holds it. */
  path: string[]
  place: Node
}

/** Every key that the schema knows in a block, those in lists too. */
function keysIn(place: Node, path: string[]): Key[] {
  // Nothing in the schemas lies deeper, but one of them refers to itself.
  if (path.length > 9) return []
  const own = place.keys.map(key => ({ key, path, place }))
  const deeper = place.keys.flatMap(key => keysIn(childNode(place, key), [...path, key]))
  const items = place.types.includes('array') ? keysIn(childNode(place, '0'), [...path, '0']) : []
  return [...own, ...deeper, ...items]
}

const slips: Record<string, (key: string) => string[]> = {
  'a letter too many': key =>
    at(key, 0, i => ['e', 's', 'x', key[i] ?? ''].map(c => key.slice(0, i) + c + key.slice(i))),
  'a letter too few': key => at(key, 1, i => [key.slice(0, i) + key.slice(i + 1)]),
  'two letters swapped': key => at(key, 2, i => [key.slice(0, i) + key[i + 1] + key[i] + key.slice(i + 2)]),
  'another case': key => [key.toLowerCase(), key.toUpperCase(), key.charAt(0).toUpperCase() + key.slice(1)],
}

/** At each index that leaves so many letters from there on. */
function at(key: string, rest: number, slip: (index: number) => string[]): string[] {
  return Array.from({ length: key.length + 1 - rest }, (_, i) => slip(i)).flat()
}

/** A value of a type that may stand there. */
function someValue({ types }: Node): Json {
  if (types.includes('object')) return {}
  if (types.includes('array')) return []
  if (types.includes('boolean')) return true
  return types.includes('string') || types.length === 0 ? 'x' : 1
}

/** The key and those beside it that are one slip away as well: allowOrigisn may be allowOrigin or allowOrigins. */
function meantBy(typo: string, { key, place }: Key): string[] {
  const isSlip = (other: string) => Object.values(slips).some(slip => slip(other).includes(typo))
  return place.keys.filter(other => other === key || isSlip(other))
}

function suggestionFor({ key, path, place }: Key, typo: string): string | undefined {
  let values: Json = someValue(childNode(place, key))
  for (const segment of [...path, typo].reverse()) values = segment === '0' ? [values] : mapOf(segment, values)
  const wrong = pointer(...path, typo)
  return validateValues(values as JsonMap).find(problem => problem.path === wrong && problem.part === 'key')?.suggestion
}

function mapOf(key: string, value: Json): JsonMap {
  const map: JsonMap = {}
  setKey(map, key, value)
  return map
}

const root = rootNode('devtron-values.schema.json')
const keys = ['flaggerCanary', 'flaggerCanaryExtras'].flatMap(block => keysIn(childNode(root, block), [block]))

describe('a misspelt key gets the name that was meant', () => {
  it.each(Object.entries(slips))('%s', (_, slip) => {
    const missed = keys.flatMap(known =>
      slip(known.key)
        .filter(typo => typo !== '' && !known.place.keys.includes(typo))
        .filter(typo => !meantBy(typo, known).includes(suggestionFor(known, typo) ?? ''))
        .map(typo => `${[...known.path, typo].join('.')} is not taken for ${known.key}`),
    )
    expect(missed).toEqual([])
  })

  it('of which there are hundreds, lists and maps in lists included', () => {
    expect(keys.length).toBeGreaterThan(200)
    expect(keys.map(({ path, key }) => [...path, key].join('.'))).toContain('flaggerCanary.match.0.uri.prefix')
  })
})
