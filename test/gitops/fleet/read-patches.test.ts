import { describe, expect, it } from 'vitest'
import { readComparePatches } from '../../../src/gitops/fleet/read-patches.ts'
import type { Json } from '../../../src/values/json.ts'

const entry = { apiVersion: 'v1', kind: 'Service', jsonPointers: ['/spec/ports'] }

describe('a file of comparePatches', () => {
  it.each<[string, Json, Json]>([
    ['is a bare list', [entry], [entry]],
    ['is a whole fleet.yaml', { name: 'a', diff: { comparePatches: [entry] } }, [entry]],
    ['may have none', { name: 'a' }, []],
    [
      'has numbers for texts',
      [{ name: 1, operations: [{ op: 'replace', path: '/a', value: 2 }] }],
      [{ name: '1', operations: [{ op: 'replace', path: '/a', value: '2' }] }],
    ],
    [
      'leaves out nulls and what Fleet does not know',
      [{ ...entry, namespace: null, typo: 1, operations: null }],
      [entry],
    ],
  ])('%s', (_, data, patches) => {
    expect(readComparePatches(data)).toEqual({ done: patches })
  })

  it.each<[Json, string]>([
    ['text', 'expected a list of comparePatches or a fleet.yaml, found a string'],
    [['text'], 'comparePatches[0]: expected a map, found a string'],
    [[{ name: [] }], 'comparePatches[0].name: expected a text, found a list'],
    [[{ jsonPointers: '/a' }], 'comparePatches[0].jsonPointers: expected a list, found a string'],
    [[{ operations: [{ value: { a: 1 } }] }], 'comparePatches[0].operations[0].value: expected a text, found a map'],
  ])('%j is none', (data, error) => {
    expect(readComparePatches(data)).toEqual({ error })
  })
})
