import fc from 'fast-check'
import Handlebars from 'handlebars'
import { expect, test } from 'vitest'
import type { Json } from '../../src/values/json.ts'
import { render } from './run.ts'

/**
 * Serin runs templates itself; blocks, paths and partials have to mean what they mean in Handlebars. Each line of these
 * templates is `- v{{path}}`, so that both outputs can be compared as sets of lines in order.
 */
const partial = '- v{{a}}\n- v{{this}}\n- v{{k}}\n- v{{@index}}\n- v{{@root.b}}\n'

test('blocks, paths and partials mean what they mean in Handlebars', () => {
  fc.assert(
    fc.property(template(3), data, (text, values) => {
      const handlebars = Handlebars.create()
      handlebars.registerHelper('leaf', value => (typeof value === 'object' && value !== null ? '' : value))
      handlebars.registerPartial('p', leaves(partial))
      const expected = handlebars.compile(leaves(text), { noEscape: true })(values)
      const actual = render(text, values, { p: partial })
      expect(actual.problems.filter(problem => problem.code !== 'TP006')).toEqual([])
      expect(lines(actual.text)).toEqual(lines(expected))
    }),
    { numRuns: 300 },
  )
}, 30_000)

/** Handlebars writes a list or map as JavaScript does; here neither is written. */
function leaves(text: string): string {
  return text.replaceAll('v{{', 'v{{leaf ')
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim().replaceAll('"', ''))
    .filter(line => line !== '' && line !== '- v')
}

const names = ['a', 'b', 'c']
const scalar = fc.constantFrom<Json>('x', 'y', '', 0, 1, 2, true, false)
const data = fc
  .letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { noNullPrototype: true }),
      fc.record({ a: tie('value'), b: tie('value'), c: tie('value') }, { noNullPrototype: true }),
    ),
  }))
  .value.filter(value => typeof value === 'object' && value !== null && !Array.isArray(value))

const name = fc.constantFrom(...names)
const path = fc.oneof(
  name,
  fc.tuple(name, name).map(parts => parts.join('.')),
  fc.constantFrom('this', 'this.a', './b', '../a', '../../b', '../this.c', '@root.a', 'a.[1]', 'b.[1].a'),
  fc.constantFrom('@index', '@key', '@first', '@last', '@../index', 'x', 'x.a', 'i', 'y', 'a.constructor', '__proto__'),
)
/** Below the current value: Handlebars goes no level deeper into a value that is the current one already. */
const below = fc.oneof(
  name,
  fc.tuple(name, name).map(parts => parts.join('.')),
)

function template(depth: number): fc.Arbitrary<string> {
  return fc.array(depth === 0 ? line : fc.oneof(line, block(depth - 1)), { maxLength: 4 }).map(parts => parts.join(''))
}

const line = fc.oneof(
  { weight: 4, arbitrary: path.map(of => `- v{{${of}}}\n`) },
  { weight: 1, arbitrary: below.map(of => `{{> p ${of}}}\n`) },
  { weight: 1, arbitrary: fc.tuple(below, path).map(([of, k]) => `{{> p ${of} k=${k}}}\n`) },
  { weight: 1, arbitrary: fc.constant('{{! a remark }}\n') },
)

function block(depth: number): fc.Arbitrary<string> {
  const inner = template(depth)
  const otherwise = fc.option(inner, { nil: undefined })
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('if', 'unless'), path, inner, otherwise)
      .map(([tag, of, body, other]) => wrap(tag, of, body, other)),
    fc
      .tuple(path, path, inner, inner, inner)
      .map(([of, or, a, b, c]) => `{{#if ${of}}}\n${a}{{else if ${or}}}\n${b}{{else}}\n${c}{{/if}}\n`),
    fc
      .tuple(fc.constantFrom('each', 'with'), below, fc.constantFrom('', ' as |x|', ' as |y i|'), inner, otherwise)
      .map(([tag, of, as, body, other]) => wrap(tag, of + (tag === 'with' ? as.replace(' i', '') : as), body, other)),
  )
}

function wrap(tag: string, head: string, body: string, otherwise: string | undefined): string {
  return `{{#${tag} ${head}}}\n${body}${otherwise === undefined ? '' : `{{else}}\n${otherwise}`}{{/${tag}}}\n`
}
