import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../../src/project/config/config-file.ts'
import { expandConfig } from '../../../src/project/config/expand.ts'
import type { Unit } from '../../../src/project/unit.ts'
import type { Finding } from '../../../src/values/finding.ts'
import { repo, values } from '../repo.ts'

/** What a serin.yaml comes to: its units, and what is wrong with it as `line:column code message`. */
function expanded(text: string, files: Record<string, string> = {}, ...words: string[]) {
  using work = repo({ 'serin.yaml': text, ...files })
  const file = parseConfig(`${work.folder}/serin.yaml`, text)
  const { units, findings } = Array.isArray(file)
    ? { units: [], findings: file }
    : expandConfig(file, work.options(...words))
  const here = (path: string) => path.replaceAll(`${relative(process.cwd(), work.folder)}/`, '')
  return { units: units.map(unit => localised(unit, here)), problems: findings.map(finding => here(show(finding))) }
}

function show({ place, code, message, suggestion }: Finding): string {
  return `${place.line}:${place.column} ${code} ${message}${suggestion ? ` → ${suggestion}` : ''}`
}

function localised({ app, env, inputs, output }: Unit, here: (path: string) => string) {
  const { values: layers, manifests, devtron } = inputs
  return {
    app,
    env,
    inputs: { ...inputs, values: layers.map(here), manifests: manifests.map(here), devtron: devtron && here(devtron) },
    out: output.out && here(output.out),
    output,
  }
}

describe('apps × environments', () => {
  test('each app in each environment, in the order of the file', () => {
    const { units } = expanded('environments: {prod: {}, dev: {}}\nvalues: [v.yaml]\napps: {shop: , cart: }\n', {
      'v.yaml': values,
    })
    expect(units.map(({ app, env }) => `${app} ${env}`)).toEqual(['shop prod', 'shop dev', 'cart prod', 'cart dev'])
  })

  test('an app may have environments of its own, or none', () => {
    const { units } = expanded(
      'environments: {dev: , prod: }\nvalues: [v.yaml]\napps: {shop: {environments: {prod: }}, tool: {environments: {}}}\n',
      { 'v.yaml': values },
    )
    expect(units.map(({ app, env }) => `${app} ${env}`)).toEqual(['shop prod', 'tool null'])
  })

  test('layers add up from the root to the app’s environment; of other settings the last counts', () => {
    const { units, problems } = expanded(
      `values: [base.yaml]
namespace: '{env}'
kubeVersion: "1.30"
set: [a=1]
environments:
  prod: {values: ['{env}.yaml'], kubeVersion: "1.31", set: [b=2]}
apps:
  shop:
    values: ['{app}/values.yaml', {file: '{app}/missing.yaml', optional: true}]
    release: '{app}-{env}'
    environments:
      prod: {values: ['{app}/{env}.yaml'], kubeVersion: "1.32", enableConfigTracking: false}
`,
      { 'base.yaml': values, 'prod.yaml': '', 'shop/values.yaml': '', 'shop/prod.yaml': '' },
    )
    expect(problems).toEqual([])
    expect(units).toMatchObject([
      {
        inputs: {
          values: ['base.yaml', 'prod.yaml', 'shop/values.yaml', 'shop/prod.yaml'],
          set: ['a=1', 'b=2'],
          app: 'shop',
          release: 'shop-prod',
          namespace: 'prod',
          'kube-version': '1.32',
          'no-enable-config-tracking': true,
        },
      },
    ])
  })

  test('the command line wins over every level, and its --set comes last', () => {
    const { units } = expanded(
      'values: [v.yaml]\nkubeVersion: "1.30"\nnoFix: [no-nulls]\nenableConfigTracking: false\nset: [a=1]\napps: {shop: {out: deploy, delivery: fleet}}\n',
      { 'v.yaml': values },
      ...['--kube-version', '1.33', '--set', 'a=2', '--enable-config-tracking', '--no-fix', 'keep-types'],
      ...['--delivery', 'flux', '--out', 'there/{app}'],
    )
    expect(units).toMatchObject([
      {
        inputs: {
          'kube-version': '1.33',
          set: ['a=1', 'a=2'],
          'no-enable-config-tracking': false,
          'no-fix': ['keep-types'],
        },
        output: { delivery: 'flux', out: 'there/shop' },
      },
    ])
  })

  test('a pattern finds the folders that hold an app; one with an entry of its own is left to that', () => {
    const { units, problems } = expanded(
      `environments: {prod: }
values: ['{folder}/values.yaml', {file: '{folder}/{env}.yaml', optional: true}]
out: out/{folder}/{env}
apps:
  teams/*/*:
  teams/web/cart: {values: []}
`,
      {
        'teams/web/shop/values.yaml': values,
        'teams/web/shop/prod.yaml': '',
        'teams/web/cart/values.yaml': values,
        'teams/ops/docs/README.md': '',
        'teams/.hidden/x/values.yaml': values,
      },
    )
    expect(problems).toEqual([])
    expect(units.map(({ app, out, inputs }) => [app, out, inputs.values])).toEqual([
      ['shop', 'out/teams/web/shop/prod', ['teams/web/shop/values.yaml', 'teams/web/shop/prod.yaml']],
      ['cart', 'out/teams/web/cart/prod', ['teams/web/cart/values.yaml']],
    ])
  })

  test('Devtron’s number of an environment is said, or is its name', () => {
    const { units } = expanded('environments: {prod: {envId: 7}, "3": }\ndevtron: charts/{app}\napps: {shop: }\n', {
      'charts/shop/Chart.yaml': '',
    })
    expect(units.map(({ env, inputs }) => [env, inputs.env, inputs.devtron])).toEqual([
      ['3', '3', 'charts/shop'],
      ['prod', '7', 'charts/shop'],
    ])
  })

  test('a file called - is no stdin', () => {
    using work = repo({ 'serin.yaml': 'values: ["-"]\napps: {shop: }\n', '-': values })
    const file = parseConfig('serin.yaml', 'values: ["-"]\napps: {shop: }\n')
    if (Array.isArray(file)) throw new Error('it is right')
    const [unit] = expandConfig({ ...file, folder: work.folder }, work.options()).units
    expect(unit?.inputs.values[0]).not.toBe('-')
  })
})

test('every setting of the schema is described in docs/config.md', () => {
  const page = readFileSync('docs/config.md', 'utf8')
  const { properties } = JSON.parse(readFileSync('schemas/serin-config.schema.json', 'utf8'))
  expect(Object.keys(properties).filter(name => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([])
})

test('whatever stands in serin.yaml, it is right or said to be wrong', () => {
  const word = fc.constantFrom(
    'apps',
    'shop',
    'values',
    'environments',
    'prod',
    'out',
    '{app}',
    '{env}',
    '{x}',
    '*',
    'a/*',
    '..',
    '-',
    '',
  )
  const tree = fc.letrec(tie => ({
    any: fc.oneof({ depthSize: 'small' }, word, fc.constant(null), fc.integer(), fc.boolean(), tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    map: fc.dictionary(word, tie('any'), { maxKeys: 4 }),
  }))
  using work = repo({ 'shop/values.yaml': values })
  fc.assert(
    fc.property(
      fc.record({ apps: tree.any, values: tree.any, environments: tree.any, out: word }, { requiredKeys: ['apps'] }),
      data => {
        const file = parseConfig(`${work.folder}/serin.yaml`, JSON.stringify(data))
        if (Array.isArray(file)) expect(file).not.toEqual([])
        else
          for (const unit of expandConfig(file, work.options()).units)
            expect(unit.inputs.values.includes('-')).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})

describe('what is wrong is said with its place, and what was probably meant', () => {
  test.each<[string, string, string[]]>([
    [
      'a key',
      'apps: {shop: {valuse: [a.yaml]}}',
      ['1:15 SC006 unknown key `valuse` in apps.shop; did you mean `values`? → values'],
    ],
    [
      'a value',
      'apps: {shop: {delivery: fleat}}',
      ['1:25 SC002 apps.shop.delivery is "fleat"; expected "none", "fleet", "argocd" or "flux" → fleet'],
    ],
    ['a type', 'apps: [shop]', ['1:7 SC001 apps is ["shop"]; expected a map']],
    [
      'no apps',
      'namespace: x',
      ['1:1 SC005 the document lacks `apps`; expected a map with version, environments, apps, values …'],
    ],
    ['broken YAML', 'apps: {shop: [}', ['1:15 YM011 a value is missing before `}`']],
    [
      'a version without quotes',
      'apps: {shop: {kubeVersion: 1.30}}',
      ['1:28 SC001 apps.shop.kubeVersion is 1.3; expected a version in quotes, such as "1.34"'],
    ],
    [
      'an environment',
      'environments: {prod: }\nvalues: [v.yaml]\napps: {shop: {environments: {prd: }}}',
      ['3:34 CF001 there is no environment prd; did you mean prod? → prod'],
    ],
    [
      'a placeholder',
      'values: ["{apps}/v.yaml"]\napps: {shop: }',
      ['1:10 CF002 unknown placeholder {apps}; expected {app}, {env} or {folder} → {app}'],
    ],
    [
      '{env} without one',
      'values: [v.yaml]\napps: {shop: {out: "x/{env}"}}',
      ['2:20 CF002 {env} stands for nothing: shop has no environments'],
    ],
    [
      '{folder} without a pattern',
      'values: ["{folder}/v.yaml"]\napps: {shop: }',
      ['1:10 CF002 {folder} stands for nothing: shop is called by its name, not found by a pattern'],
    ],
    ['a missing file', 'values: [vlaues.yaml]\napps: {shop: }', ['1:10 CF003 there is no vlaues.yaml → values.yaml']],
    ['a folder for a file', 'values: [shop]\napps: {shop: }', ['1:10 CF003 shop is a folder, expected a file']],
    [
      'one folder for two',
      'values: [v.yaml]\nout: deploy\napps: {shop: , cart: }',
      ['2:6 CF004 shop and cart both write to deploy'],
    ],
    ['no input', 'apps: {shop: {namespace: x}}', ['1:8 CF005 shop has no input']],
    [
      'a name twice',
      'values: [v.yaml]\napps: {a/*: , b/*: }',
      ['2:19 CF006 b/x is another app called x; a/x has that name already'],
    ],
    ['an empty pattern', 'values: ["{folder}/v.yaml"]\napps: {apps/*: }', ['2:15 CF007 no folder apps/* holds an app']],
  ])('%s', (_, text, expected) => {
    const { problems } = expanded(text, {
      'v.yaml': values,
      'values.yaml': values,
      'shop/x': '',
      'a/x/y': '',
      'b/x/y': '',
    })
    expect(problems).toEqual(expected)
  })

  test('a placeholder of --out', () => {
    const { problems } = expanded('apps: {shop: {values: [v.yaml]}}', { 'v.yaml': values }, '--out', '{env}/{app}')
    expect(problems).toEqual(['1:8 CF002 --out: {env} stands for nothing: shop has no environments'])
  })

  test('the other apps can be worked on', () => {
    const { units, problems } = expanded('apps: {shop: {values: [v.yaml]}, cart: {values: [w.yaml]}}', {
      'v.yaml': values,
    })
    expect([units.map(({ app }) => app), problems.length]).toEqual([['shop'], 1])
  })
})
