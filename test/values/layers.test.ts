import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { JsonMap } from '../../src/values/json.ts'
import { type Layer, mergeLayers } from '../../src/values/layers.ts'
import { parseSet, SetError, type SetFlag } from '../../src/values/set.ts'

interface Recorded {
  defaults: JsonMap
  files: JsonMap[]
  sets: [SetFlag, string][]
  helm3: { data: JsonMap } | { error: string }
  helm4: { data: JsonMap } | { error: string }
}

const recorded: Recorded[] = JSON.parse(readFileSync('fixtures/golden/helm/merge.json', 'utf8'))

function layersOf({ defaults, files, sets }: Recorded): Layer[] {
  return [
    { kind: 'defaults', name: 'chart', file: 'chart', text: null, data: defaults },
    ...files.map((data, i) => ({ kind: 'file' as const, name: `${i}.yaml`, file: `${i}.yaml`, text: null, data })),
    ...sets.map(([flag, text], i) => ({
      kind: 'set' as const,
      flag,
      text,
      ordinal: i + 1,
      assignments: parseSet(text, flag),
    })),
  ]
}

describe.each(['helm3', 'helm4'] as const)('layers merge as %s does (400 recorded cases)', helm => {
  test.each(recorded.map((entry, i) => [i, entry] as const))('case %i', (_, entry) => {
    const expected = entry[helm]
    const merge = () => JSON.parse(JSON.stringify(mergeLayers(layersOf(entry), helm).data, bigToNumber))
    if ('error' in expected) expect(merge).toThrow(SetError)
    else expect(merge()).toEqual(expected.data)
  })
})

/** The recorded JSON went through a double. */
function bigToNumber(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
