import { describe, expect, test } from 'vitest'
import type { JsonMap } from '../../src/values/json.ts'
import { assign, parseSet, SetError, type SetFlag } from '../../src/values/set.ts'

function set(text: string, flag: SetFlag = '--set', root: JsonMap = {}): JsonMap {
  for (const assignment of parseSet(text, flag)) assign(root, assignment)
  return root
}

describe('--set types a value by its look, as Helm does', () => {
  test.each([
    ['a=1', 1],
    ['a=-5', -5],
    ['a=+5', 5],
    ['a=0', 0],
    ['a=-0', 0],
    ['a=007', '007'],
    ['a=1.5', '1.5'],
    ['a=TRUE', true],
    ['a=null', null],
    ['a=', ''],
    ['a=9007199254740993', 9007199254740993n],
    ['a=99999999999999999999', '99999999999999999999'],
    ['a={1,x,true}', [1, 'x', true]],
    ['a=x\\,y', 'x,y'],
    ['a\\.b=1', undefined],
  ])('%s', (text, value) => {
    expect(set(text)['a']).toEqual(value)
  })

  test('--set-string never does', () => {
    expect(set('a=1,b=true', '--set-string')).toEqual({ a: '1', b: 'true' })
  })

  test('--set-json takes any JSON, several of them, and whole maps', () => {
    expect(set('a={"x":[1,"}"]} ,b=2,c=', '--set-json')).toEqual({ a: { x: [1, '}'] }, b: 2, c: null })
    expect(set('{"a":{"b":1}}', '--set-json', { a: { c: 2 } })).toEqual({ a: { c: 2, b: 1 } })
  })
})

test('paths reach into maps and lists, which grow with nulls', () => {
  expect(set('a.b[2].c=x')).toEqual({ a: { b: [null, null, { c: 'x' }] } })
  expect(set('a[0][1]=x', '--set', { a: [['k']] })).toEqual({ a: [['k', 'x']] })
})

describe('what Helm refuses is refused with a reason', () => {
  test.each([
    ['a', /"a" has no value/],
    ['a,b=1', /"a" has no value/],
    ['=1', /name is missing/],
    ['a[x]=1', /"x" is no list index/],
    ['a[-1]=1', /outside 0 to 65536/],
    ['a[99999999]=1', /outside 0 to 65536/],
    ['a={1,2', /must end with "}"/],
    ['a[0]b=1', /expected "=", "." or "\["/],
    [`${'a.'.repeat(40)}b=1`, /more than 30 levels/],
  ])('%s', (text, reason) => {
    expect(() => set(text)).toThrow(SetError)
    expect(() => set(text)).toThrow(reason)
  })

  test('a scalar is in the way', () => {
    expect(() => set('a.b.c=1', '--set', { a: { b: 'x' } })).toThrow('a.b is a string already')
  })
})

test('keys that live on prototypes are data', () => {
  const root = set('__proto__.polluted=1,constructor.x=2')
  expect(Object.hasOwn(root, '__proto__')).toBe(true)
  expect(({} as JsonMap)['polluted']).toBeUndefined()
  expect(root['constructor']).toEqual({ x: 2 })
})
