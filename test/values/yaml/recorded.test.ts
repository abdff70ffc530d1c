import { describe, expect, it } from 'vitest'
import { locateYaml, readYaml } from '../../../src/values/yaml/index.ts'
import { type Recorded, recordedCases, recordedFiles } from './recorded.ts'

describe.each(recordedFiles())('%s is read as Helm reads it', file => {
  it.each(recordedCases(file))('$text', ({ text, documents, error, first }: Recorded) => {
    const all = readYaml(text, { duplicates: 'last' })
    const one = readYaml(text, { duplicates: 'last', documents: 'first' })
    if (documents === undefined) expect(all.fault, `Helm says: ${error}`).not.toBeNull()
    else expect(all).toStrictEqual({ documents, fault: null })
    if (first !== undefined) expect(one).toStrictEqual({ documents: [first], fault: null })
    else if (documents === undefined) expect(one.fault, `Helm says: ${error}`).not.toBeNull()
    else expect(one).toStrictEqual({ documents: documents.slice(0, 1), fault: null })
  })

  it('gives the same data and the same mistake with and without places', () => {
    for (const { text } of recordedCases(file)) {
      const { documents, fault } = readYaml(text)
      const located = locateYaml(text)
      expect(located.fault, text).toStrictEqual(fault)
      if (documents) expect(located.documents.map(document => document.value)).toStrictEqual(documents)
    }
  })

  it('points its mistakes into the text', () => {
    for (const { text } of recordedCases(file)) {
      const { fault } = readYaml(text)
      for (const { start, end } of fault ? [fault, ...(fault.related ?? [])] : []) {
        expect(start, text).toBeGreaterThanOrEqual(0)
        expect(end, text).toBeGreaterThanOrEqual(start)
        expect(end, text).toBeLessThanOrEqual(text.length + 1)
      }
    }
  })
})
