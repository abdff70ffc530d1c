import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateYaml, type YamlOptions } from '../../../../src/values/yaml/index.ts'
import { readQuickly } from '../../../../src/values/yaml/quick/read.ts'
import { recordedCases, recordedFiles } from '../recorded.ts'

/** What the whole reader makes of a text; it alone knows places, and so never takes the quick way. */
function whole(text: string, options: YamlOptions) {
  const { documents, fault } = locateYaml(text, options)
  return { fault, documents: documents.map(({ value }) => value) }
}

/** Lines of maps and lists as people write them, and now and then something that is none. */
const usual = ['1', 'b c', '"q"', "'it''s'", '[a, b]', '{a: 1, b: [x]}', 'http://x:80/y', '', '[]', '-1', '200Mi', '|']
const odd = ['a: b', '- a', '&x a', '*x', '!!str 1', '"open', '>-', '.inf', '%a', '[a', '[a,\n  b]', 'a\tb', 'x:', '<<']
const head = fc.oneof(
  { arbitrary: fc.constantFrom('a:', 'b:', 'c:', 'd:', '"e":', '1:', '-', '- a:', '- b:', '- -'), weight: 12 },
  { arbitrary: fc.constantFrom('a :', '?', '<<:', '[a]:', '__proto__:', 'yes:', '-a', '---', '...'), weight: 1 },
)
const value = fc.oneof(
  { arbitrary: fc.constantFrom(...usual), weight: 12 },
  { arbitrary: fc.constantFrom(...odd), weight: 1 },
)
const end = fc.oneof(
  { arbitrary: fc.constantFrom('\n', '\n', '\n', ' # c\n', '\n\n', '  \n'), weight: 12 },
  { arbitrary: fc.constantFrom('#c\n', '\n   \n', '\n\t\n', '\r\n', ''), weight: 1 },
)
const line = fc
  .tuple(fc.constantFrom(0, 0, 0, 2, 2, 4), head, value, end)
  .map(([indent, key, text, rest]) => `${' '.repeat(indent)}${key}${text === '' ? '' : ' '}${text}${rest}`)
const texts = fc.array(line, { maxLength: 8 }).map(lines => lines.join(''))
const options = fc.constantFrom<YamlOptions>({}, { duplicates: 'last' }, { documents: 'first' }, { maxDepth: 2 })

describe('the quick way', () => {
  it('gives what the whole reader gives, or gives up', () => {
    let taken = 0
    fc.assert(
      fc.property(texts, options, (text, given) => {
        const documents = readQuickly(text, given)
        if (documents === null) return
        taken++
        expect({ documents, fault: null }).toStrictEqual(whole(text, given))
      }),
      { numRuns: 5000 },
    )
    expect(taken).toBeGreaterThan(200)
  })

  it.each(recordedFiles())('gives up, or gives what Helm gives: %s', file => {
    for (const { text, documents } of recordedCases(file)) {
      const quick = readQuickly(text, { duplicates: 'last' })
      if (quick !== null) expect({ text, documents: quick }).toStrictEqual({ text, documents })
    }
  })

  it.each([
    'fixtures/shop/values.yaml',
    'fixtures/minimal/values.yaml',
    'fixtures/providers/istio/manifests.yaml',
    'fixtures/engines/deployment.yaml',
  ])('is the way of %s', file => {
    expect(readQuickly(readFileSync(file, 'utf8'), {})).not.toBeNull()
  })
})
