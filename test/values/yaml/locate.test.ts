import { describe, expect, it } from 'vitest'
import { type Located, locateYaml } from '../../../src/values/yaml/index.ts'

/** Every key and value of a located document with the text it was read from. */
function written(text: string, { start, end, entries, items }: Located, path = ''): Record<string, string> {
  const out: Record<string, string> = { [path]: text.slice(start, end) }
  for (const [key, entry] of entries ?? []) {
    out[`${path}/${key} (key)`] = text.slice(entry.keyStart, entry.keyEnd)
    Object.assign(out, written(text, entry.value, `${path}/${key}`))
  }
  items?.forEach((item, i) => {
    Object.assign(out, written(text, item, `${path}/${i}`))
  })
  return out
}

function locate(text: string): Record<string, string> {
  const { documents, fault } = locateYaml(text)
  expect(fault).toBeNull()
  const [document] = documents
  return document ? written(text, document) : {}
}

describe('places', () => {
  it('cover keys and values of maps and lists', () => {
    expect(locate('a: 1 # one\nbc:\n  - x y\n  - "q"\nd: {e: [f]}\n')).toStrictEqual({
      '': 'a: 1 # one\nbc:\n  - x y\n  - "q"\nd: {e: [f]}',
      '/a (key)': 'a',
      '/a': '1',
      '/bc (key)': 'bc',
      '/bc': '- x y\n  - "q"',
      '/bc/0': 'x y',
      '/bc/1': '"q"',
      '/d (key)': 'd',
      '/d': '{e: [f]}',
      '/d/e (key)': 'e',
      '/d/e': '[f]',
      '/d/e/0': 'f',
    })
  })

  it('are empty where nothing is written', () => {
    const { documents } = locateYaml('a:\nb: ~')
    const a = documents[0]?.entries?.get('a')?.value
    expect(a).toStrictEqual({ value: null, start: 2, end: 2 })
  })

  it('cover tags and anchors, block texts and texts over several lines', () => {
    expect(locate('a: &x !!str 1\nb: |\n  one\n  two\nc: one\n  two\n')).toMatchObject({
      '/a': '&x !!str 1',
      '/b': '|\n  one\n  two',
      '/c': 'one\n  two',
    })
  })

  it('of an alias are its own, of its parts those of the anchor', () => {
    expect(locate('a: &x {k: v}\nb: *x')).toMatchObject({ '/b': '*x', '/b/k (key)': 'k', '/b/k': 'v' })
  })

  it('of merged entries are where they were written', () => {
    const text = 'x: &x {k: 1, l: 2}\nz:\n  <<: *x\n  l: 3'
    expect(locate(text)).toMatchObject({ '/z/k (key)': 'k', '/z/k': '1', '/z/l': '3' })
  })

  it('count from the start of the text, a byte order mark included', () => {
    expect(locate('\ufeffa: 1\r\nb: 2')).toMatchObject({ '/b (key)': 'b', '/b': '2' })
  })

  it('are given for the documents before a mistake', () => {
    const { documents, fault } = locateYaml('a: 1\n---\nb: [')
    expect(documents.map(document => document.value)).toStrictEqual([{ a: 1 }])
    expect(fault?.code).toBe('YM012')
  })
})
