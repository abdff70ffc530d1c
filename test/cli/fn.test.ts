import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerTo } from '../../src/cli/run/krm/answer.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { scratch, serin } from './serin.ts'

interface Item {
  apiVersion: string
  kind: string
  metadata: { name: string; annotations?: Record<string, string> }
}
interface Answer {
  items: Item[]
  results?: { message: string; severity: string; field?: object; file?: object; tags?: Record<string, string> }[]
}

/** The answer to a ResourceList, which is one whatever was asked. */
function fn(input: string): Answer & { code: number | null; stderr: string; text: string } {
  const { code, stdout, stderr } = serin(['fn'], { input })
  const answer: unknown = readYaml(stdout).documents?.[0]
  expect(answer).toMatchObject({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' })
  return { ...(answer as Answer), code, stderr, text: stdout }
}

const listOf = (config: string, items = 'items: []') =>
  `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${items}\nfunctionConfig:\n${config.replaceAll(/^/gm, '  ')}`
const config = (body: string, kind = 'Serin') => `apiVersion: serin/v1\nkind: ${kind}\nmetadata: {name: shop}\n${body}`
const names = ({ items }: Answer) => items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
const canary = readFileSync('fixtures/istio-tutorial/canary.yaml', 'utf8')
const asItem = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}`

describe('values in the functionConfig', () => {
  test('give the manifests for Git, each with a file of its own', () => {
    const answer = fn(listOf(config('spec:\n  release: shop-prod\n  values: {flaggerCanary: {enabled: true}}')))
    expect(answer).toMatchObject({ code: 0, stderr: '' })
    expect(names(answer)).toEqual(['Canary shop-prod-canary'])
    expect(answer.items[0]?.metadata.annotations).toEqual({
      'internal.config.kubernetes.io/path': 'canary-shop-prod-canary.yaml',
    })
  })

  test.each([
    ['spec', config('spec: {flaggerCanary: {enabled: true}}')],
    ['the root', config('flaggerCanary: {enabled: true}')],
    ['data of a ConfigMap, as a text', config('data:\n  values: |\n    flaggerCanary: {enabled: true}', 'ConfigMap')],
  ])('may be %s', (_, text) => {
    expect(names(fn(listOf(text)))).toEqual(['Canary shop-canary'])
  })

  test('generated manifests: in a folder of their own and marked as local, or to be applied', () => {
    const answerTo = (generated: string) =>
      fn(listOf(config(`spec: {generated: ${generated}, values: {flaggerCanary: {enabled: true}}}`)))
    const [preview, apply] = [answerTo('preview'), answerTo('apply')]
    const service = (answer: Answer) => answer.items.find(({ metadata }) => metadata.name === 'shop-primary')?.metadata
    expect(service(preview)?.annotations).toMatchObject({
      'config.kubernetes.io/local-config': 'true',
      'internal.config.kubernetes.io/path': '.preview/service-shop-primary.yaml',
    })
    expect(service(apply)?.annotations).not.toHaveProperty('config.kubernetes.io/local-config')
    expect(apply.text).not.toContain('ownerReferences')
  })

  test('an object that is there is replaced and keeps its file: the second run changes nothing', () => {
    const text = config('spec: {values: {flaggerCanary: {enabled: true}}}')
    const first = fn(listOf(text))
    const items = first.text.slice(first.text.indexOf('items:'))
    const moved = items.replace('path: canary-shop-canary.yaml', 'path: apps/x.yaml')
    expect(fn(listOf(text, moved)).text).toBe(first.text.replace('path: canary-shop-canary.yaml', 'path: apps/x.yaml'))
  })

  test('switched off they give nothing, which is an error unless it is asked for', () => {
    const off = (more: string) => fn(listOf(config(`spec: {${more}values: {flaggerCanary: {enabled: false}}}`)))
    expect(off('')).toMatchObject({ code: 1, items: [], results: [{ severity: 'error' }] })
    expect(off('').stderr).toContain('flaggerCanary.enabled is false')
    expect(off('allowEmpty: true, ')).toMatchObject({ code: 0, items: [], stderr: '' })
  })
})

describe('canaries among the items', () => {
  test('are checked, and what Flagger creates is added on demand', () => {
    const items = `items:\n${asItem(canary)}`
    expect(names(fn(listOf(config('spec: {}'), items)))).toEqual(['Canary podinfo'])
    const more = names(fn(listOf(config('spec: {generated: apply}'), items)))
    expect(more).toContain('VirtualService podinfo')
  })

  test('a list without one is an error, unless it is asked for', () => {
    const items = 'items:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}'
    expect(fn(listOf(config('spec: {}'), items))).toMatchObject({ code: 1, results: [{ tags: { code: 'MF006' } }] })
    expect(fn(listOf(config('spec: {allowEmpty: true}'), items)).code).toBe(0)
  })

  test('what is not serin’s comes back as it was spelt', () => {
    const spelt = [
      'items:',
      '- apiVersion: v1',
      '  kind: ConfigMap',
      '  metadata: {name: a, annotations: {}}',
      '  data:',
      '    yes: on',
      '    mode: 0644',
      '    "quoted": \'no\'',
      '    empty:',
      '    text: |',
      '      one',
      '      two',
      '    list:',
      '    - 1_000',
      '    - [a, b]',
      '    - - deep',
    ].join('\n')
    const { text } = fn(listOf(config('spec: {allowEmpty: true}'), spelt))
    expect(text).toBe(`apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${spelt}\n`)
  })
})

describe('results', () => {
  const bad = [
    '# the file has comments that the list has not',
    'apiVersion: serin/v1',
    'kind: Serin',
    'metadata:',
    '  name: shop',
    'spec:',
    '  values:',
    '    flaggerCanary:',
    '',
    '      enabled: true',
    '      analysis: {stepweight: 5}',
    '',
  ].join('\n')
  const given = (folder: string) =>
    bad
      .replaceAll(/^(#.*)?\n/gm, '')
      .replace(
        '  name: shop\n',
        `  name: shop\n  annotations: {config.kubernetes.io/path: apps/fn.yaml, config.kubernetes.io/index: '1', internal.config.kubernetes.io/package-path: ${folder}}\n`,
      )

  test('have the place in the file, as it is there', () => {
    using work = scratch()
    mkdirSync(join(work.folder, 'apps'))
    writeFileSync(join(work.folder, 'apps/fn.yaml'), `kind: Other\n---\n${bad}`)
    const answer = fn(listOf(given(work.folder)))
    expect(answer.results).toMatchObject([
      {
        severity: 'error',
        field: { path: 'spec.values.flaggerCanary.analysis.stepweight' },
        file: { path: 'apps/fn.yaml', index: 1 },
        tags: { code: 'DT001', line: '13', column: '18' },
      },
    ])
    expect(answer.stderr).toContain('apps/fn.yaml:13:18: error:')
  })

  test('have no line when the file says something else', () => {
    using work = scratch()
    mkdirSync(join(work.folder, 'apps'))
    writeFileSync(
      join(work.folder, 'apps/fn.yaml'),
      `kind: Other\n---\n${bad.replace('stepweight: 5', 'stepweight: 6')}`,
    )
    const [result] = fn(listOf(given(work.folder))).results ?? []
    expect(result?.tags).not.toHaveProperty('line')
    expect(result?.file).toEqual({ path: 'apps/fn.yaml', index: 1 })
  })

  test('of values that are a text tell the line in it, and of those with an anchor elsewhere the key', () => {
    const asText = config('data:\n  values: |\n    flaggerCanary:\n      enabled: maybe', 'ConfigMap')
    expect(fn(listOf(asText)).results).toMatchObject([
      { message: expect.stringMatching(/^line 2, column 12: /), field: { path: 'data.values' } },
    ])
    const anchored = config('spec:\n  release: &word maybe\n  values:\n    flaggerCanary:\n      enabled: *word')
    expect(fn(listOf(anchored)).results).toMatchObject([{ field: { path: 'spec.values.flaggerCanary.enabled' } }])
  })

  test('name the item that they are about', () => {
    const items = `items:\n${asItem(canary.replace('threshold: 5', 'threshold: five'))}`
    expect(fn(listOf(config('spec: {}'), items))).toMatchObject({
      code: 1,
      results: [{ resourceRef: { kind: 'Canary', name: 'podinfo' }, field: { path: 'spec.analysis.threshold' } }],
    })
  })
})

describe('bad input is answered', () => {
  test('bytes that are no text', () => {
    const { code, stdout } = serin(['fn'], { input: Buffer.from([0xc3, 0x28]) })
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('not UTF-8 text') })
  })

  test.each([
    ['', 'stdin is empty'],
    ['a: [', 'stdin is no YAML: line 1'],
    ['kind: Service', 'stdin is not one ResourceList'],
    ['apiVersion: v1\nkind: ResourceList', 'apiVersion of the ResourceList is "v1"'],
    [
      'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: [1]',
      'items[0] of the ResourceList is no object',
    ],
    [listOf(config('spec: {values: 3}')), 'values is 3; expected a map'],
    [listOf(config('spec: {relase: a, values: {}}')), 'unknown setting relase; did you mean release?'],
    [listOf(config('spec: {kubeVersion: new, values: {}}')), 'kubeVersion new: expected a version'],
    [listOf(config('spec: {refs: none, values: {}}')), 'refs none: expected assume or strict'],
    [listOf(config('spec: {generated: all}')), 'generated is "all"; expected omit, preview or apply'],
  ])('%j', (input, message) => {
    const { code, results } = fn(input)
    expect(code).toBe(1)
    expect(results?.map(result => result.message)).toEqual([expect.stringContaining(message)])
  })
})

test('whatever it is given, it answers with a ResourceList, and never crashes', () => {
  const texts = fc.oneof(fc.string(), fc.constantFrom('omit', 'apply', 'preview', '1.34', 'shop', 'a: [', 'true'))
  const canaries = fc.constantFrom({ enabled: true }, { enabled: 'yes' }, { enabled: true, analysis: [] }, [], null)
  const values = fc.oneof(fc.anything({ maxDepth: 2 }), texts, fc.record({ flaggerCanary: canaries }))
  const names = ['app', 'release', 'namespace', 'generated', 'allowEmpty', 'noFix', 'kubeVersion', 'selectorLabels']
  const settings = fc.dictionary(fc.constantFrom(...names), fc.oneof(texts, fc.anything({ maxDepth: 1 })), {
    maxKeys: 3,
  })
  const metadata = fc.record({ name: texts, annotations: fc.dictionary(texts, texts, { maxKeys: 2 }) })
  const objects = fc.oneof(
    fc.record({
      apiVersion: fc.constant('flagger.app/v1beta1'),
      kind: fc.constant('Canary'),
      metadata,
      spec: fc.anything(),
    }),
    fc.anything({ maxDepth: 2 }),
  )
  const lists = fc.record({
    values,
    settings,
    items: fc.array(objects, { maxLength: 3 }),
    body: fc.constantFrom('spec', 'data'),
  })
  fc.assert(
    fc.property(lists, ({ values: given, settings: more, items, body }) => {
      const functionConfig = {
        apiVersion: 'v1',
        kind: body === 'data' ? 'ConfigMap' : 'Serin',
        metadata: { name: 'shop' },
      }
      const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items }
      const text = JSON.stringify({
        ...list,
        functionConfig: { ...functionConfig, [body]: { ...more, values: given } },
      })
      const { documents } = readYaml(answerTo(text).list)
      expect(documents).toMatchObject([{ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' }])
    }),
    { numRuns: 300 },
  )
})

const has = (tool: string) => spawnSync(tool, ['version']).status === 0
const onPath = (folder: string) => {
  mkdirSync(join(folder, 'bin'))
  const script = join(folder, 'bin/serin')
  writeFileSync(script, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/serin.cjs')}' "$@"\n`)
  chmodSync(script, 0o755)
  return { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
}
const functionFile = (enabled: string) => `apiVersion: serin/v1
kind: Serin
metadata:
  name: shop
  annotations:
    config.kubernetes.io/function: |
      exec: {path: serin, args: [fn]}
spec:
  values:
    flaggerCanary: {enabled: ${enabled}}
`

describe.skipIf(!has('kustomize'))('kustomize itself (skipped where it is not installed)', () => {
  const build = (kustomization: string, flags: string[], enabled = 'true') => {
    using work = scratch()
    const app = join(work.folder, 'app')
    mkdirSync(app)
    writeFileSync(join(app, 'function.yaml'), functionFile(enabled))
    writeFileSync(join(app, 'kustomization.yaml'), kustomization)
    const { status, stdout, stderr } = spawnSync('kustomize', ['build', '--enable-alpha-plugins', ...flags, app], {
      env: onPath(work.folder),
      encoding: 'utf8',
    })
    const documents: unknown = readYaml(stdout).documents?.filter(each => each !== null) ?? []
    return { status, stderr, names: names({ items: documents as Item[] }) }
  }
  const asGenerator = 'generators: [function.yaml]\n'
  const asTransformer = 'resources: [function.yaml]\ntransformers: [function.yaml]\n'

  test.each([
    ['generator', asGenerator],
    ['transformer', asTransformer],
  ])('as %s', (_, kustomization) => {
    const built = build(kustomization, ['--enable-exec'])
    expect(built).toEqual({ status: 0, stderr: '', names: ['Canary shop-canary'] })
  })

  test('a mistake fails the build and is told', () => {
    const { status, stderr } = build(asGenerator, ['--enable-exec'], 'maybe')
    expect(status).toBe(1)
    expect(stderr).toContain('flaggerCanary.enabled')
  })

  test('without --enable-exec it keeps silent: a generator gives nothing, a transformer leaves an object that no cluster takes', () => {
    expect(build(asGenerator, [])).toMatchObject({ status: 0, names: [] })
    expect(build(asTransformer, [])).toMatchObject({ status: 0, names: ['Serin shop'] })
  })
})

describe.skipIf(!has('kpt'))('kpt itself (skipped where it is not installed)', () => {
  test('render writes files beside the others, and nothing the second time', () => {
    using work = scratch()
    const app = join(work.folder, 'app')
    mkdirSync(app)
    writeFileSync(join(app, 'function.yaml'), functionFile('true'))
    const kptfile = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: app}\n'
    const pipeline = 'pipeline:\n  mutators:\n  - exec: serin fn\n    configPath: function.yaml\n'
    writeFileSync(join(app, 'Kptfile'), kptfile + pipeline)
    const env = onPath(work.folder)
    const run = () => {
      const { status } = spawnSync('kpt', ['fn', 'render', '--allow-exec', app], { env })
      const file = (name: string) => readFileSync(join(app, name), 'utf8')
      return { status, canary: file('canary-shop-canary.yaml'), config: file('function.yaml') }
    }
    const first = run()
    expect(first).toMatchObject({ status: 0, config: functionFile('true') })
    expect(first.canary).toContain('kind: Canary')
    expect(run()).toEqual(first)
  })
})
