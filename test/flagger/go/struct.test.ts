import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/flagger/go/decode.ts'
import { encode } from '../../../src/flagger/go/encode.ts'
import { marshal } from '../../../src/flagger/go/json.ts'
import { kubernetesTypes } from '../../../src/flagger/go/kubernetes.ts'
import { goTypes } from '../../../src/flagger/go/types.ts'
import type { Json, JsonMap } from '../../../src/values/json.ts'

const types = goTypes(`
Shop name:string! open:bool staff:*int32 desks:[]Desk rooms:{}string! size:quantity till:Desk! wait:duration ...Extras
Desk number:uint16 label:*string
Extras note:string port:intOrString data:any
`)
const shop = types.get('Shop')

describe('reading as Go does', () => {
  it('takes what the type has, and tells what it has not', () => {
    const read = decode({ name: 'a', note: 'b', nme: 'c', till: { numbr: 1 } }, shop)
    expect(read.value).toEqual({ name: 'a', note: 'b' })
    expect(read.unknown).toMatchObject([
      { path: '/nme', known: expect.arrayContaining(['name', 'note', 'port']) },
      { path: '/till/numbr', known: ['number', 'label'] },
    ])
  })

  it('does not tell null, zero and absent apart, unless the field is a pointer', () => {
    const zero = { name: '', open: false, staff: 0, desks: null, till: { number: 0, label: '' }, size: '0', port: 0 }
    expect(decode(zero, shop).value).toEqual({ staff: 0, till: { label: '' } })
  })

  it('tells empty lists and maps from absent ones', () => {
    expect(decode({ desks: [], rooms: {} }, shop).value).toEqual({ desks: [], rooms: {} })
  })

  it('has zero values where lists and maps hold null', () => {
    expect(decode({ desks: [null], rooms: { a: null } }, shop).value).toEqual({ desks: [{}], rooms: { a: '' } })
  })

  it('writes quantities and durations its own way', () => {
    expect(decode({ size: 0.5, wait: '90s' }, shop).value).toEqual({ size: '500m', wait: '1m30s' })
  })

  it.each([
    [{ name: 1 }, '/name', 'a text'],
    [{ open: 'yes' }, '/open', 'true or false'],
    [{ staff: 1.5 }, '/staff', 'a whole number'],
    [{ staff: 3e9 }, '/staff', 'from -2147483648 to 2147483647'],
    [{ desks: {} }, '/desks', 'a list'],
    [{ desks: [{ number: -1 }] }, '/desks/0/number', 'from 0 to 65535'],
    [{ rooms: [] }, '/rooms', 'a map'],
    [{ size: '1gb' }, '/size', 'a quantity such as 500m or 1Gi'],
    [{ wait: '1d' }, '/wait', 'a duration such as 30s'],
    [{ port: true }, '/port', 'a whole number'],
  ] satisfies [JsonMap, string, string][])('refuses %j', (data, path, expected) => {
    const read = decode(data, shop)
    expect(read.faults).toMatchObject([{ path, expected }])
  })
})

describe('writing as Go does', () => {
  it('leaves empty fields out, but for those without omitempty', () => {
    const desk = types.get('Desk')
    expect(encode({ number: 0 }, desk)).toEqual({})
    expect(encode({ label: '' }, desk)).toEqual({ label: '' })
    expect(encode({ note: '', desks: [], open: false }, shop)).toMatchObject({ name: '' })
    expect(encode({ staff: 0, rooms: {} }, shop)).toMatchObject({ staff: 0, rooms: {} })
  })

  it('writes quantities, ports and durations even when they are zero: they are structs, and omitempty does not see into those', () => {
    expect(encode({}, shop)).toEqual({ name: '', size: '0', wait: '0s', port: 0 })
  })

  it('writes what it has read', () => {
    const { objects } = goldenWorkloads()
    for (const object of objects) {
      const written = encode(decode(object, kubernetesTypes.get('Deployment')).value, kubernetesTypes.get('Deployment'))
      expect(
        encode(decode(written, kubernetesTypes.get('Deployment')).value, kubernetesTypes.get('Deployment')),
      ).toEqual(written)
    }
  })

  it('writes JSON in the order of the type, with the keys of maps sorted and brackets escaped', () => {
    expect(marshal({ rooms: { b: '1', a: '<' }, name: 'x' }, shop)).toBe(
      '{"name":"x","rooms":{"a":"\\u003c","b":"1"},"size":"0","till":{},"wait":"0s","port":0}',
    )
  })
})

describe('whatever the data', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  const field = fc.constantFrom(...shop.fields.keys(), 'other')
  const data = fc.dictionary(field, json)

  it('reading never throws, and reading again finds nothing new', () => {
    fc.assert(
      fc.property(data, given => {
        const once = decode(given, shop)
        const again = decode(once.value, shop)
        expect(again).toEqual({ value: once.value, faults: [], unknown: [] })
      }),
    )
  })
})

function goldenWorkloads(): { objects: JsonMap[] } {
  const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as { objects: JsonMap[] }[]
  return { objects: cases.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Deployment')) }
}
