import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { hostileText, hostileValue } from './arbitrary.ts'
import { read, same } from './read.ts'
import { render } from './run.ts'

/** The text a template gives, which is expected to have no problems. */
function text(template: string, data: unknown, partials: Record<string, string> = {}): string {
  const { text, problems } = render(template, data, partials)
  expect(problems).toEqual([])
  return text
}

describe('a value is always written as YAML', () => {
  test.each([
    ['name: {{a}}', { a: 'yes' }, 'name: "yes"\n'],
    ['port: {{a}}', { a: 80 }, 'port: 80\n'],
    ['id: {{a}}', { a: 9007199254740993n }, 'id: 9007199254740993\n'],
    ['on: {{a}}', { a: true }, 'on: true\n'],
    ['none: {{a}}', { a: null }, 'none: null\n'],
    ['lines: {{a}}', { a: 'x\ny\n' }, 'lines: |\n  x\n  y\n'],
    ['- {{a}}', { a: '- b' }, '- "- b"\n'],
    ['{{a}}: {{b}}', { a: 'no', b: '~' }, '"no": "~"\n'],
  ])('%j', (template, data, written) => {
    expect(text(template, data)).toBe(written)
  })

  test.each([
    ['a value with text around it is one string', 'name: {{a}}-primary', { a: 'shop' }, 'name: shop-primary\n'],
    ['… quoted as a whole', 'name: {{a}}: {{b}}', { a: 'x', b: 'y' }, 'name: "x: y"\n'],
    ['… whatever it looks like', 'version: {{a}}.{{b}}', { a: 1, b: 10 }, 'version: "1.10"\n'],
    ['… with units', 'cpu: {{a}}m', { a: 500 }, 'cpu: 500m\n'],
    ['quotes in the template make a string', 'port: "{{a}}"', { a: 80 }, 'port: "80"\n'],
    ['… and their escapes stay what they are', 'text: "{{a}}\\tb\\u0021"', { a: '1' }, 'text: "1\\tb!"\n'],
    ['… also single ones', "text: 'it''s {{a}}'", { a: 'on' }, "text: it's on\n"],
    ['a key is one scalar too', 'serin.test/{{a}}: "x"', { a: 'b' }, 'serin.test/b: "x"\n'],
    ['… also in quotes', '"{{a}}": 1', { a: 5 }, '"5": 1\n'],
    [
      'in brackets commas and brackets are quoted',
      'args: [--x, {{a}}, {{b}}]',
      { a: 'a,b', b: [1, '}'] },
      'args: [--x, "a,b", [1, "}"]]\n',
    ],
    [
      '… in maps and quotes as well',
      'sel: {app: {{a}}, "v-{{b}}": "{{b}}"}',
      { a: 'x: y', b: 2 },
      'sel: {app: "x: y", v-2: "2"}\n',
    ],
    ['… over several lines', 'args: [\n  a,\n  {{a}}\n]', { a: '#' }, 'args: [ a, "#" ]\n'],
    [
      'the lines of | are one string',
      'cmd: |\n  run {{a}}\n    # {{b}}\n',
      { a: "'x'", b: 1 },
      "cmd: |\n  run 'x'\n    # 1\n",
    ],
    ['… that may not be said with |', 'cmd: |\n  run {{a}}\n', { a: '\u0007' }, 'cmd: "run \\u0007\\n"\n'],
    [
      '… whose values keep their indentation',
      'cmd: |-\n  do:\n    {{a}}\n',
      { a: 'x\ny' },
      'cmd: |-\n  do:\n    x\n    y\n',
    ],
    [
      'braces for others are text',
      'a: \\{{ $x }} {{a}}\n\\{{ y }}: \\{{ z }}',
      { a: 1 },
      'a: "{{ $x }} 1"\n"{{ y }}": "{{ z }}"\n',
    ],
    ['a remark cannot break out', 'a: 1 # by {{a}}', { a: 'x\nb: 2' }, 'a: 1 # by x b: 2\n'],
  ])('%s', (_, template, data, written) => {
    expect(text(template, data)).toBe(written)
  })

  const forms: [string, (a: string, b: unknown) => unknown][] = [
    ['k: {{b}}', (_, b) => ({ k: b })],
    ['k: x {{a}} y', a => ({ k: `x ${a} y` })],
    ['k: {{a}}{{a}}', a => ({ k: a + a })],
    ['k: "{{a}}"', a => ({ k: a })],
    ["- 'it''s {{a}}'", a => [`it's ${a}`]],
    ['- - {{b}}\n  - {{b}}', (_, b) => [[b, b]]],
    ['x{{a}}: {{b}}', (a, b) => ({ [`x${a}`]: b })],
    ['k: [{{b}}, "{{a}}", {x: {{b}}, z: z{{a}} }]', (a, b) => ({ k: [b, a, { x: b, z: `z${a}` }] })],
    ['k: |\n  x {{a}} y\n  z', a => ({ k: `x ${a} y\nz\n` })],
    ['k: |+\n  x {{a}} y\n\nl: 1', a => ({ k: `x ${a} y\n\n`, l: 1 })],
    ['# {{a}}\nk: 1 # {{a}}\n# {{a}}\n', () => ({ k: 1 })],
    ['k:\n- a: {{b}}\n  b: {{a}}', (a, b) => ({ k: [{ a: b, b: a }] })],
  ]
  test.each(forms)('%j holds any value', (template, expected) => {
    fc.assert(
      fc.property(hostileText, hostileValue, (a, b) => {
        const written = text(template, { a, b })
        expect(same(read(written), expected(a, b))).toBe(true)
        expect(same(read(written, '1.1'), expected(a, b))).toBe(true)
      }),
    )
  })
})

describe('maps and lists indent themselves to their line', () => {
  test.each([
    ['beneath their key', 'a:\n  b: {{x}}', { x: { c: [1] } }, 'a:\n  b:\n    c:\n    - 1\n'],
    ['after a dash', 'a:\n- {{x}}', { x: { c: 1, d: 2 } }, 'a:\n- c: 1\n  d: 2\n'],
    ['… and another', '- - {{x}}', { x: [1, 2] }, '- - - 1\n    - 2\n'],
    ['on a line of their own', 'a:\n    {{x}}\n    z: 1', { x: { c: 1 } }, 'a:\n    c: 1\n    z: 1\n'],
    ['… as a list, also at the key', 'a:\n{{x}}\nb:\n  {{x}}', { x: [1] }, 'a:\n- 1\nb:\n  - 1\n'],
    ['empty ones stay in the line', 'a: {{x}}\nb:\n- {{y}}', { x: {}, y: [] }, 'a: {}\nb:\n- []\n'],
    [
      '… or go to their head',
      'a:\n  {{x}}\nb:\n- {{x}}\nc:\n- z: 1\n  {{x}}',
      { x: {} },
      'a: {}\nb:\n- {}\nc:\n- z: 1\n',
    ],
    [
      'with the remark at a dash',
      '- {{x}} # one\n- {{y}} # two\n-\n  # three\n  {{y}}',
      { x: { b: 1, c: 2 }, y: 'z' },
      '- b: 1 # one\n  c: 2\n- z # two\n# three\n- z\n',
    ],
    ['with the remark at the head', 'a: {{x}} # why', { x: { b: 1 } }, 'a: # why\n  b: 1\n'],
  ])('%s', (_, template, data, written) => {
    expect(text(template, data)).toBe(written)
  })
})

describe('a line whose value is absent disappears', () => {
  test.each([
    ['alone', 'a: {{x}}\nb: 1', {}, 'b: 1\n'],
    ['with one of its values', 'a: {{x}}-{{y}}\nb: 1', { x: 1 }, 'b: 1\n'],
    ['in brackets', 'a: [1, {{x}}]\nb: 1', {}, 'b: 1\n'],
    ['with its key', '{{x}}: 1\nb: 1', {}, 'b: 1\n'],
    ['with all beneath its key', '{{x}}:\n  a:\n  - 1\nb: 1', {}, 'b: 1\n'],
    [
      '… which goes with the line after it',
      'a:\n  b: {{x}}\n# of c\nc: 1\nd:\n# of e\n- e: {{x}}\n# of f\n- f: 1',
      {},
      '# of c\nc: 1\nd:\n# of f\n- f: 1\n',
    ],
    ['with its remark', '# of a\na: {{x}}\n# of b\nb: 1', {}, '# of b\nb: 1\n'],
    ['from a text', 'a: |\n  x {{x}}\n  y\n', {}, 'a: |\n  y\n'],
    ['null is a value', 'a: {{x}}', { x: null }, 'a: null\n'],
    ['… but absent from a text', 'a: x{{x}}\nb: 1', { x: null }, 'b: 1\n'],
    ['a head goes with all its lines', 'a:\n  # remark\n  b:\n    c: {{x}}\nd: 1', {}, 'd: 1\n'],
    ['a dash too, and moves to the next line otherwise', '- a: {{x}}\n  b: {{y}}\n- a: {{x}}', { y: 1 }, '- b: 1\n'],
    ['a text too', 'a: |\n  {{x}}\nb: 1', {}, 'b: 1\n'],
    ['a head that has no lines is null', 'a:\nb: 1', {}, 'a:\nb: 1\n'],
    ['empty items take the place of lines', 'a:\n{{#each x}}\n- {{this}}\n{{/each}}\nb: 1', { x: [] }, 'a: []\nb: 1\n'],
    ['… and no items none', 'a:\n{{#each x}}\n- {{this}}\n{{/each}}\nb: 1', {}, 'b: 1\n'],
    ['… nor null', 'a:\n{{#each x}}\n- {{this}}\n{{/each}}\nb: 1', { x: null }, 'b: 1\n'],
    ['an empty map is not lost in a with', 'a:\n  {{#with x}}\n  b: {{b}}\n  {{/with}}', { x: {} }, 'a: {}\n'],
    ['all of it may go', 'a: {{x}}', {}, ''],
  ])('%s', (_, template, data, written) => {
    expect(text(template, data)).toBe(written)
  })
})

describe('rest', () => {
  test('adds what the lines beside it do not name, wherever they stand', () => {
    const template = 'm:\n  a: {{m.a}}\n  {{rest m}}\n  {{#if m.z}}\n  "c": {{m.c}}\n  {{/if}}\n'
    expect(text(template, { m: { d: 4, c: 3, b: 2, a: 1 } })).toBe('m:\n  a: 1\n  d: 4\n  b: 2\n')
  })

  test.each([
    [{}, '{}'],
    [null, 'null'],
    ['text', 'text'],
    [[1], '\n  - 1'],
  ])('stands in for %j, which has no fields', (m, written) => {
    expect(text('m:\n  a: {{m.a}}\n  {{rest m}}', { m })).toBe(`m:${written.startsWith('\n') ? '' : ' '}${written}\n`)
  })
})

describe('items', () => {
  test('are the turns of each, for what is a list', () => {
    const template = 'l:\n{{#items l}}\n- name: {{name}}\n  {{rest this}}\n{{/items}}\n'
    expect(text(template, { l: [{ x: 1, name: 'a' }, {}, 'b', null] })).toBe(
      'l:\n- name: a\n  x: 1\n- {}\n- b\n- null\n',
    )
  })

  test.each([[{ a: 1 }], [[]], ['x'], [null], [{}]])('leave %j as it is', l => {
    const template = 'l:\n{{#items l}}\n- name: {{name}}\n{{/items}}\n'
    expect(same(read(text(template, { l })), { l })).toBe(true)
  })
})

describe('blocks', () => {
  test.each([
    [
      'on lines of their own leave none',
      'a:\n  {{#if x}}\n  b: 1\n  {{else}}\n  c: 1\n  {{/if}}\n',
      { x: 1 },
      'a:\n  b: 1\n',
    ],
    ['in one line around a line', '{{#if x}}a: 1{{/if}}\n{{#unless x}}b: 1{{/unless}}\n', {}, 'b: 1\n'],
    ['in a value', 'a: {{#if x}}{{x}}{{else}}none{{/if}}', {}, 'a: none\n'],
    ['… keep the type of a value alone', 'a: {{#if x}}{{x}}{{else}}80{{/if}}', { x: 81 }, 'a: 81\n'],
    ['… and that of the text', 'a: {{#if x}}{{x}}{{else}}80{{/if}}', {}, 'a: 80\n'],
    ['… are absent when empty', 'a: {{#if x}}1{{/if}}\nb: 1', {}, 'b: 1\n'],
    ['… join', 'a: {{#each x}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}', { x: ['p', 'q'] }, 'a: p, q\n'],
    [
      'in a text',
      'a: |\n  {{#each x}}\n  {{@index}} {{this}}\n\n  {{/each}}\n  end',
      { x: ['p', 'q'] },
      'a: |\n  0 p\n\n  1 q\n\n  end\n',
    ],
    [
      'over a map',
      '{{#each x}}\n- name: {{@key}}\n  value: {{this}}\n{{/each}}',
      { x: { A: '1', B: 'no' } },
      '- name: A\n  value: "1"\n- name: B\n  value: "no"\n',
    ],
    [
      'with names',
      '{{#each x as |item i|}}\n{{#with item.y as |z|}}\n- {{i}}{{z}}{{item.y}}\n{{/with}}\n{{/each}}',
      { x: [{ y: 'b' }] },
      '- 0bb\n',
    ],
    ['in a partial', 'a:\n  {{> p x k=1}}\n- {{> p x}}', { x: { b: [2] } }, 'a:\n  b:\n  - 2\n  k: 1\n- b:\n  - 2\n'],
    ['… after a key', 'a: {{> p x}}', { x: { b: 3 } }, 'a:\n  b: 3\n'],
  ])('%s', (_, template, data, written) => {
    expect(text(template, data, { p: 'b: {{b}}\nk: {{k}}\n' })).toBe(written)
  })

  test('may hold documents', () => {
    const template = '{{#each x}}\n---\n# one\nname: {{this}}\n{{/each}}\n'
    expect(text(template, { x: ['a', 'b'] })).toBe('---\n# one\nname: a\n---\n# one\nname: b\n')
  })
})

describe("the author's own YAML stays", () => {
  test.each([
    'a: "b"   # c\n',
    'a: &x {b: 1}\nc: *x\nd: !!str 1\n',
    'a: >-\n  folded\n  text\nb: 1\n',
    'a: some words\n  and more\nb: "quoted\n  over lines"\n',
    '- - a\n  - b\n-\n  c: 1\n- d:\n  - 1\n',
    'a:\n    - b: 1\n      c: 2\n',
    'http://x.test/: a#b\n',
  ])('%j', template => {
    expect(read(text(template, {}))).toEqual(read(template))
  })

  /** The yaml package's own writer stumbles over the most hostile ones. */
  const word = fc.constantFrom(
    ...[
      'a',
      'b c',
      'yes',
      '1',
      '',
      ': ',
      ' #',
      '- ',
      '# x',
      '[',
      '}',
      '"',
      "'",
      '\\',
      '|',
      '&a',
      '!b',
      '\n',
      '\n\n',
      '  ',
      'é',
      '🐤',
    ],
    'a text that has to be folded somewhere, if only it is long enough for that',
  )
  const words = fc.array(word, { maxLength: 4 }).map(parts => parts.join(''))
  const plainValue = fc.letrec(tie => ({
    value: fc.oneof({ depthSize: 'small' }, words, fc.integer(), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    map: fc.dictionary(words, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  })).value

  test('in every style that the yaml package writes', () => {
    const style = fc.record({
      lineWidth: fc.constantFrom(0, 20, 80),
      indentSeq: fc.boolean(),
      indent: fc.constantFrom(2, 4),
      collectionStyle: fc.constantFrom('any', 'flow' as const),
      defaultStringType: fc.constantFrom(
        'PLAIN',
        'QUOTE_SINGLE',
        'QUOTE_DOUBLE',
        'BLOCK_FOLDED',
        'BLOCK_LITERAL' as const,
      ),
    })
    fc.assert(
      fc.property(fc.array(plainValue, { maxLength: 4 }), style, (values, options) => {
        const template = stringify({ values }, options)
        // The yaml package folds some texts to an escape that does not exist; complex keys are refused.
        fc.pre(!/\{\{|^[ -]*\? |\\undef/m.test(template))
        expect(same(read(text(template, {})), read(template))).toBe(true)
      }),
    )
  })
})

describe('helpers', () => {
  test.each([
    ['{{default x 5}}', {}, '5'],
    ['{{default x 5}}', { x: 0 }, '0'],
    ['{{required x "x!"}}', { x: '' }, '""'],
    ['{{quote x}}', { x: 5 }, '"5"'],
    ['{{number x}}', { x: '8080' }, '8080'],
    ['{{number x}}', { x: '9007199254740993' }, '9007199254740993'],
    ['{{#if (eq x "a")}}1{{else}}2{{/if}}', { x: 'a' }, '1'],
    ['{{#if (and x (not y))}}1{{/if}}', { x: 'a' }, '1'],
    ['{{or x y "z"}}', { y: '' }, 'z'],
    ['{{lookup x y}}', { x: { 'a.b': 1 }, y: 'a.b' }, '1'],
    ['{{lookup x "constructor"}}!', { x: {} }, ''],
    ['{{join x ", "}}', { x: ['a', 1] }, 'a, 1'],
    ['{{toJson x}}', { x: { a: [1, 'b'] } }, `'{"a": [1,"b"]}'`],
    ['{{toYaml x}}', { x: { a: 1 } }, '"a: 1"'],
    ['{{merge x y}}', { x: { a: 1, b: 1 }, y: { b: 2 } }, '\n  a: 1\n  b: 2'],
    ['{{x.length}}', { x: [1, 2] }, '2'],
  ])('%s of %j', (template, data, written) => {
    expect(text(`k: ${template}`, data)).toBe(
      written === '' ? '' : `k:${written.startsWith('\n') ? '' : ' '}${written}\n`,
    )
  })
})
