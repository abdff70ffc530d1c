import { describe, expect, test } from 'vitest'
import { renderManifest } from '../../src/render/manifest.ts'
import { type TemplateProblem, templateFinding } from '../../src/render/problem.ts'
import type { ReleaseData } from '../../src/render/release-data.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import type { Subject } from '../../src/values/finding.ts'
import type { Manifest } from '../../src/values/manifest.ts'

const canary: Manifest = {
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'shop', namespace: 'prod' },
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' }, service: { port: 80 } },
}
const gateway: Manifest = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'shop', namespace: 'prod' },
  spec: { servers: [{ hosts: ['shop.test'] }] },
}
const release: ReleaseData = {
  canary,
  authored: [gateway, canary],
  generated: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop-primary' } }],
  values: { team: 'yes', flaggerCanary: { enabled: true }, hosts: ['a.test', { b: 1 }] },
  names: {
    app: 'shop',
    release: 'shop-prod',
    namespace: 'prod',
    target: 'shop',
    primary: 'shop-primary',
    apexService: 'shop',
    primaryService: 'shop-primary',
    canaryService: 'shop-canary',
  },
}

async function load(files: Record<string, string>) {
  return await loadTemplates(Object.entries(files).map(([name, text]) => ({ name, file: `templates/${name}`, text })))
}

/** What a folder with one added template gives. */
async function added(text: string, others: Record<string, string> = {}) {
  const templates = await load({ 'extra.hbs': text, ...others })
  if (templates.problems.length > 0) return { text: '', documents: [], problems: templates.problems }
  const [file] = templates.renderAdded(release)
  return file ?? { text: '', documents: [], problems: [] }
}

/** `line:column code message`, as short as a test can say it. */
function short({ at, code, message, suggestion }: TemplateProblem): string {
  return `${at.line}:${at.column} ${code} ${message}${suggestion === undefined ? '' : ` (${suggestion}?)`}`
}

describe("a template of one's own", () => {
  test('takes the place of the built-in one of its path, and only for that kind', async () => {
    const templates = await load({
      'flagger/canary.hbs':
        '# by {{@release.values.team}}\napiVersion: {{apiVersion}}\nkind: {{kind}}\nmetadata: {{metadata}}\n{{rest this}}\n',
    })
    expect(templates.problems).toEqual([])
    expect(templates.renderAdded(release)).toEqual([])
    expect(templates.renderManifest(gateway, release)).toEqual({ text: renderManifest(gateway), problems: [] })
    expect(templates.renderManifest(canary, release).text).toBe(`# by yes
apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: shop
  namespace: prod
spec:
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  service:
    port: 80
`)
  })

  test('takes the place of a partial wherever it is called', async () => {
    const templates = await load({
      'kubernetes/_metadata.hbs': 'name: {{name}}\nlabels:\n  team: core\n{{rest this}}\n',
    })
    const text = (manifest: Manifest) => templates.renderManifest(manifest, release).text
    expect(text(gateway)).toContain('metadata:\n  name: shop\n  labels:\n    team: core\n  namespace: prod\nspec:')
    expect(text(canary)).toContain('team: core')
  })

  test('is added as a file otherwise, with all of the release at hand', async () => {
    const file = await added(`apiVersion: v1
kind: ConfigMap
metadata:
  name: {{names.app}}-rollout
  labels:
    {{canary.metadata.labels}}
    team: {{values.team}}
data:
  port: {{quote canary.spec.service.port}}
  services: {{#each generated}}{{metadata.name}}{{/each}}
  host: {{lookup (lookup authored.[0].spec.servers 0) "hosts"}}
`)
    expect(file.problems).toEqual([])
    expect(file.documents).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'shop-rollout', labels: { team: 'yes' } },
        data: { port: '80', services: 'shop-primary', host: ['shop.test'] },
      },
    ])
  })

  test('may give several documents, or none', async () => {
    expect((await added('{{#each values.hosts}}\n---\nhost: {{@index}}\n{{/each}}\n')).documents).toHaveLength(2)
    const templates = await load({ 'extra.hbs': '# nothing\n{{#if values.nothing}}\na: 1\n{{/if}}\n' })
    expect(templates.renderAdded(release)).toEqual([])
  })

  test('is rendered in the order of names; partials and other files are not', async () => {
    const templates = await load({
      'b.hbs': 'b: 1',
      'a/c.yaml.hbs': 'c: 1',
      '_p.hbs': 'p: 1',
      '_d/e.hbs': 'e: 1',
      'README.md': '{{',
    })
    expect(templates.renderAdded(release).map(file => file.name)).toEqual(['a/c.yaml', 'b'])
  })
})

describe('a mistake in a template', () => {
  test.each([
    ['{{#if a}}\nb: 1\n', '1:1 TP001 `{{#if a}}` is never closed; expected `{{/if}}`'],
    ['a: 1\nb: {{#each a}}1{{/if}}', '2:7 TP001 `{{#each}}` is closed by `{{/if}}`'],
    ['a: {{b', '1:6 TP001 the tag is never closed; expected `}}`'],
    ['a: {{list.0}}', '1:11 TP001 this number cannot stand here'],
    ['a: {b: {{c}}}', '1:11 TP001 `}}}` cannot stand here'],
    ['a: {{{b}}}', '1:4 TP002 a value cannot be written without its quotes'],
    ['a: {{&b}}', '1:4 TP002 a value cannot be written without its quotes'],
    ['{{~#if a}}\nb: 1\n{{/if}}', '1:1 TP002 `~` has no meaning in a template for YAML'],
    [
      '{{#*inline "x"}}a: 1{{/inline}}',
      '1:1 TP002 templates have no decorators; a partial is a file of its own, whose name begins with `_`',
    ],
    ['a: {{"b"}}', '1:6 TP002 a value written out needs no tag'],
    ['a: {{@frist}}', '1:6 TP002 `@frist` is not known (@first?)'],
    ['a: {{defualt b 1}}', '1:6 TP003 there is no helper `defualt` (default?)'],
    ['a: {{default b}}', '1:4 TP003 `default` takes 2 arguments, got 1'],
    ['a: {{rest}}', '1:4 TP003 `rest` takes 1 arguments, got 0'],
    ['a: {{rest b}}', '1:4 TP003 `rest` writes lines, so it stands on a line of its own: `{{rest value}}`'],
    ['{{#log a}}\nb: 1\n{{/log}}', '1:4 TP003 there is no block `log`'],
    ['{{#if}}\nb: 1\n{{/if}}', '1:4 TP003 `#if` takes one value, got 0'],
    ['{{> kubernetes/metadata this}}', '1:1 TP004 there is no partial `kubernetes/metadata` (kubernetes/_metadata?)'],
    ['{{> (lookup values "x")}}', '1:1 TP002 the name of a partial cannot be computed'],
    ['a: {{#if b}}\n  1\n{{/if}}', '1:4 TP005 a tag of this block shares its line with other text'],
    ['a: {{b}}\n  c: 1', '2:3 TP005 this stands beneath line 1, which already has a value'],
    ['a:\n\tb: {{c}}', '2:5 TP005 YAML is not indented with tabs'],
    ['? {{a}}\n: b', '1:3 TP005 a key cannot be written with `?` in a template'],
    ['a: !!str {{b}}', '1:10 TP005 a value cannot follow `!`'],
    ['a: >\n  {{b}}', '2:3 TP005 folded text cannot hold values'],
    ['a: x {{> kubernetes/_metadata}}', '1:6 TP005 a partial writes lines, so it cannot stand inside a text'],
    ['a: [1,\n{{#if b}}\n2\n{{/if}}\n]', '2:1 TP005 a block cannot stand inside brackets'],
    ['a: \0', '1:4 TP005 a NUL character is no YAML'],
    [
      `${'{{#if a}}'.repeat(200)}${'{{/if}}'.repeat(200)}`,
      '1:901 TP008 more than 100 blocks or brackets stand within one another',
    ],
    [
      `a: {{not ${'(not '.repeat(200)}a${')'.repeat(200)}}}`,
      '1:4 TP008 more than 100 blocks or brackets stand within one another',
    ],
    ['# x\n'.repeat(100_000), '1:1 TP008 the template has more than 250000 characters'],
  ])('%j is told with its place', async (text, expected) => {
    const { problems } = await load({ 'extra.hbs': text })
    expect(problems.map(short)).toEqual([expected])
  })

  test('is told with what to do', async () => {
    const { problems } = await load({ 'extra.hbs': 'a: {{raplce b "c"}}\nd: {{{e}}}\n' })
    expect(problems).toEqual([
      {
        code: 'TP003',
        severity: 'error',
        message: 'there is no helper `raplce`',
        help: 'Helpers are and, default, eq, join, lookup, merge, not, number, or, quote, required, rest, toJson, toYaml.',
        at: { file: 'templates/extra.hbs', line: 1, column: 6, endLine: 1, endColumn: 12, layer: null },
        value: null,
      },
      {
        code: 'TP002',
        severity: 'error',
        message: 'a value cannot be written without its quotes',
        help: 'Write `{{value}}`: it is written as YAML, never escaped for HTML.',
        at: { file: 'templates/extra.hbs', line: 2, column: 4, endLine: 2, endColumn: 11, layer: null },
        value: null,
      },
    ])
  })

  test('a name near a built-in one is probably meant to override it', async () => {
    const { problems } = await load({ 'flagger/canry.hbs': 'a: 1' })
    expect(problems).toMatchObject([{ code: 'TP010', severity: 'warning', suggestion: 'flagger/canary' }])
  })
})

describe('a value that does not fit', () => {
  test.each<[string, string, Subject | null]>([
    ['a: x-{{values.hosts}}', '1:8 TP006 a list cannot be part of a text', { object: null, path: '/hosts' }],
    [
      '{{#each values.hosts}}\n- x-{{this}}\n{{/each}}',
      '2:7 TP006 a map cannot be part of a text',
      { object: null, path: '/hosts/1' },
    ],
    ['a: {{required values.owner "owner is missing"}}', '1:4 TP007 owner is missing', { object: null, path: '/owner' }],
    [
      '{{#with canary.spec}}\n{{#with service as |s|}}\na: {{number s.port}}{{join s}}\n{{/with}}\n{{/with}}',
      '3:21 TP006 `join` takes a list, got a map',
      {
        object: { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', namespace: 'prod', name: 'shop' },
        path: '/spec/service',
      },
    ],
    [
      '{{#each authored}}\n{{#each metadata.name}}\n- 1\n{{/each}}\n{{/each}}',
      '2:9 TP006 `#each` walks over a list or map, got a string',
      {
        object: { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', namespace: 'prod', name: 'shop' },
        path: '/metadata/name',
      },
    ],
    ['a: {{number names.app}}', '1:4 TP006 expected a number, got `shop`', { object: null, path: '' }],
    [
      'a:\n  b: 1\n  {{values.team}}',
      '3:3 TP006 a single value cannot stand beside other lines',
      { object: null, path: '/team' },
    ],
  ])('%j is told with its place and the value', async (text, expected, value) => {
    const { problems } = await added(text)
    const [first] = problems
    expect(first && short(first)).toBe(expected)
    expect(first?.value).toEqual(value)
  })

  test('all of them are told in one run', async () => {
    const { problems } = await added('a: {{required values.x}}\nb: {{required values.y}}\n')
    expect(problems.map(short)).toEqual([
      '1:4 TP007 a required value is absent',
      '2:4 TP007 a required value is absent',
    ])
  })

  test('is found in the values too', async () => {
    const { problems } = await added('a: {{required values.owner "owner is missing"}}')
    const place = { file: 'prod.yaml', line: 3, column: 1, endLine: 3, endColumn: 6, layer: 'prod.yaml' }
    const [finding] = problems.map(problem => templateFinding(problem, () => place))
    expect(finding).toMatchObject({
      place: { file: 'templates/extra.hbs', line: 1, column: 4 },
      path: '/owner',
      related: [{ message: 'the value comes from here', place }],
    })
  })

  test('in a manifest is told by its object', async () => {
    const templates = await load({
      'istio/gateway.hbs': 'kind: {{kind}}\nmetadata: {{metadata}}\nx: y{{spec.servers}}\n',
    })
    expect(templates.renderManifest(gateway).problems[0]?.value).toEqual({
      object: { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', namespace: 'prod', name: 'shop' },
      path: '/spec/servers',
    })
  })
})

describe('what a template gives', () => {
  test("has to be YAML; the template's line is told", async () => {
    const { problems } = await added('a: 1\nc:\n  - 1\n  {{> _p}}\n', { '_p.hbs': '# two\nb: [\n  1, 2]]\n' })
    expect(problems).toMatchObject([{ code: 'TP009', at: { file: 'templates/_p.hbs', line: 2 } }])
  })

  test('has no key twice', async () => {
    const { problems } = await added('a: 1\n{{values}}\nteam: x\n')
    expect(problems).toMatchObject([{ code: 'TP009', at: { line: 3 }, help: 'It gives `team: x`.' }])
  })

  test('is the manifest it was given, when it lays out one', async () => {
    const templates = await load({ 'istio/gateway.hbs': 'kind: {{kind}}\nmetadata:\n  name: x-{{metadata.name}}\n' })
    expect(templates.renderManifest(gateway).problems.map(short)).toEqual([
      '1:1 TP009 the template has to give one document, the Gateway `shop`',
    ])
  })
})

describe('a template comes to an end', () => {
  test.each([
    ['that calls itself', '{{> _p}}', '{{> _p}}', 'more than 50 partials call one another'],
    [
      'that calls itself more and more',
      '{{> _p}}',
      '- 1\n{{> _p}}\n{{> _p}}',
      'more than 50 partials call one another',
    ],
    [
      'with loops in loops',
      '{{> _p}}',
      `${'{{#each @root.values.many}}\n'.repeat(6)}{{#if @root.none}}\n- 1\n{{/if}}\n${'{{/each}}\n'.repeat(6)}`,
      'the template does too much; is a loop larger than meant?',
    ],
    [
      'with too much text',
      '{{> _p}}',
      '{{#each @root.values.many}}\n{{#each @root.values.many}}\n{{#each @root.values.many}}\n- {{@root.values}}\n{{/each}}\n{{/each}}\n{{/each}}\n',
      'the template makes more text than it may',
    ],
    [
      'in one value',
      '{{> _p}}',
      `a: {{#each @root.values.many}}{{#each @root.values.many}}{{toJson @root}}{{/each}}{{/each}}`,
      'the template makes more text than it may',
    ],
    [
      'in a condition',
      '{{> _p}}',
      `{{#each @root.values.many}}\n{{#each @root.values.many}}\n{{#each @root.values.many}}\n{{#if (eq (toJson @root) "")}}\n- 1\n{{/if}}\n{{/each}}\n{{/each}}\n{{/each}}`,
      'the template does too much; is a loop larger than meant?',
    ],
  ])('%s', async (_, text, partial, message) => {
    const templates = await load({ 'extra.hbs': text, '_p.hbs': partial })
    const many = Array.from({ length: 100 }, (_, i) => `item ${i}`)
    const [file] = templates.renderAdded({ ...release, values: { many } })
    expect(file?.text).toBe('')
    expect(file?.problems.map(({ code, message }) => [code, message])).toEqual([['TP008', message]])
  })
})

describe('a template reaches nothing but its data', () => {
  test.each([
    '{{constructor}}',
    '{{this.constructor.constructor}}',
    '{{values.constructor}}',
    '{{values.team.constructor}}',
    '{{values.team.length}}',
    '{{values.hosts.push}}',
    '{{values.__proto__}}',
    '{{values.[__proto__].polluted}}',
    '{{lookup values "constructor"}}',
    '{{lookup values "__proto__"}}',
    '{{lookup (lookup values "hosts") "constructor"}}',
    '{{@root.constructor}}',
    '{{@release.toString}}',
    '{{helperMissing}}',
    '{{blockHelperMissing}}',
    '{{toString}}',
    '{{hasOwnProperty}}',
    '{{__defineGetter__}}',
    '{{#with values as |v|}}{{v.constructor}}{{/with}}',
    '{{#each values.hosts}}{{constructor}}{{/each}}',
    '{{#with "s"}}{{constructor}}{{/with}}',
    '{{process}}',
    '{{globalThis}}',
    '{{require}}',
  ])('not by %j', async text => {
    const { text: given, problems } = await added(`k: ${text}\nl: 1\n`)
    expect(problems).toEqual([])
    expect(given).toBe('l: 1\n')
  })

  test.each([
    ['{{helperMissing values}}', 'TP003'],
    ['{{#blockHelperMissing values}}1{{/blockHelperMissing}}', 'TP003'],
    ['{{log values}}', 'TP003'],
    ['{{constructor "return 1"}}', 'TP003'],
    ['{{lookup}}', 'TP003'],
    ['{{#values}}1{{/values}}', 'TP003'],
    ['{{@partial-block}}', 'TP002'],
    ['{{> @partial-block}}', 'TP004'],
    ['{{> constructor}}', 'TP004'],
    ['{{> ../../../../etc/passwd}}', 'TP004'],
    ['{{> __proto__}}', 'TP004'],
    ['{{#> layout}}1{{/layout}}', 'TP002'],
    ['{{* decorator}}', 'TP002'],
    ['{{{{raw}}}} 1 {{{{/raw}}}}', 'TP003'],
    ['{{values.hosts.map (toJson values)}}', 'TP003'],
  ])('%j is refused', async (text, code) => {
    const { problems } = await load({ 'extra.hbs': `k: ${text}\n` })
    expect(problems.map(problem => problem.code)).toEqual([code])
  })

  test('a key called __proto__ is data like any other', async () => {
    const values = JSON.parse('{"__proto__": {"polluted": "yes"}, "a": {"__proto__": 1}}')
    const templates = await load({
      'extra.hbs': 'all: {{values}}\none: {{values.__proto__.polluted}}\nmerged: {{merge values.a values}}\n',
    })
    const [file] = templates.renderAdded({ ...release, values })
    expect(file?.text).toBe(
      'all:\n  __proto__:\n    polluted: "yes"\n  a:\n    __proto__: 1\none: "yes"\nmerged:\n  __proto__:\n    polluted: "yes"\n  a:\n    __proto__: 1\n',
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('and leaves its data as it was', async () => {
    const before = structuredClone(release)
    const text = 'a: {{merge values names}}\n{{> _p values k=names}}\n{{#each values.hosts}}\n- {{this}}\n{{/each}}\n'
    await added(text, { '_p.hbs': 'b: {{merge this k}}\n' })
    expect(release).toEqual(before)
  })
})
