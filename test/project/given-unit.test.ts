import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unitsOfConfig } from '../../src/project/config-units.ts'
import type { ProjectOptions } from '../../src/project/unit.ts'
import { repo, values } from './repo.ts'

/** Of the serin.yaml that the options name. */
const unitsIn = (options: ProjectOptions) => unitsOfConfig(options, options.config ?? '')

const config = `environments:
  dev: {kubeVersion: "1.30"}
  prod: {}
release: '{app}-{env}'
kubeVersion: "1.33"
set: [a=1]
delivery: fleet
out: deploy/{env}/{app}
values: [base.yaml, '{app}.yaml', {file: '{app}.{env}.yaml', optional: true}]
apps: {shop: {noFix: [no-nulls]}, cart: }
`

/** The one unit of files on the command line, and what was taken from serin.yaml for it. */
function given(files: string[], ...words: string[]) {
  using work = repo({
    'serin.yaml': config,
    'base.yaml': values,
    'shop.yaml': '',
    'shop.prod.yaml': '',
    'cart.yaml': '',
    'x.yaml': '',
  })
  const { units } = unitsIn(work.options(...files.flatMap(file => ['-f', join(work.folder, file)]), ...words))
  const [unit] = units
  if (!unit || units.length > 1) throw new Error('there is one unit')
  const { inputs, output } = unit
  return {
    ...inputs,
    values: inputs.values.map(path => path.split('/').at(-1)),
    out: output.out,
    delivery: output.delivery,
  }
}

describe('files of the command line that belong to an app of serin.yaml have its settings', () => {
  test('of the one environment that has them all', () => {
    expect(given(['shop.yaml', 'shop.prod.yaml'])).toMatchObject({
      app: 'shop',
      release: 'shop-prod',
      'kube-version': '1.33',
      'no-fix': ['no-nulls'],
      delivery: 'fleet',
    })
  })

  test('of several environments those on which they agree', () => {
    expect(given(['shop.yaml'])).toMatchObject({
      app: 'shop',
      release: undefined,
      'kube-version': '1.34',
      'no-fix': ['no-nulls'],
    })
    expect(given(['shop.yaml'], '--env', 'dev')).toMatchObject({ release: 'shop-dev', 'kube-version': '1.30' })
    expect(given(['base.yaml'], '--app', 'cart', '--env', 'prod')).toMatchObject({ app: 'cart', release: 'cart-prod' })
  })

  test('never its layers, its --set or its folder', () => {
    expect(given(['shop.prod.yaml'])).toMatchObject({ values: ['shop.prod.yaml'], set: [], out: null })
  })

  test('the command line wins', () => {
    expect(given(['shop.prod.yaml'], '--release', 'x', '--app', 'y', '--kube-version', '1.31')).toMatchObject({
      app: 'y',
      release: 'x',
      'kube-version': '1.31',
    })
  })

  test.each([[['x.yaml']], [['shop.yaml', 'cart.yaml']], [['shop.yaml', 'x.yaml']]])('%j belong to none', files => {
    expect(given(files)).toMatchObject({ app: undefined, release: undefined, 'kube-version': '1.34', delivery: 'none' })
  })
})
