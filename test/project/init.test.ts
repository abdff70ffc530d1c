import { readFileSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/project/config/config-file.ts'
import { expandConfig } from '../../src/project/config/expand.ts'
import { lookAt, printConfig } from '../../src/project/init/init.ts'
import { repo, values } from './repo.ts'

const canary = readFileSync('fixtures/istio-tutorial/canary.yaml', 'utf8')
const chart = (name: string) => ({
  'Chart.yaml': `apiVersion: v1\nname: ${name}\nversion: 4.22.1\n`,
  'values.yaml': '',
  '_3-values.yaml': values,
  '_12-values.yaml': values,
})
const under = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

/** What init finds, and the units of the serin.yaml that it would write: it is right, or this fails. */
function initialised(files: Record<string, string>) {
  using work = repo(files)
  const found = lookAt(work.folder)
  const text = printConfig(found)
  work.write({ 'serin.yaml': text })
  const file = parseConfig(join(work.folder, 'serin.yaml'), text)
  if (Array.isArray(file)) throw new Error(JSON.stringify(file))
  const { units, findings } = expandConfig(file, work.options())
  expect(findings).toEqual([])
  return {
    lines: found.map(({ line }) => line.replace(basename(work.folder), 'ROOT')),
    units: units.map(({ app, env, inputs }) => {
      const sources = [...inputs.values, ...(inputs.devtron ? [inputs.devtron] : []), ...inputs.manifests]
      const name = app.replace(basename(work.folder).toLowerCase(), 'root')
      return [name, env, ...sources.map(path => resolve(path).slice(resolve(work.folder).length + 1))]
    }),
  }
}

describe('serin.yaml for what is there', () => {
  test('folders of values side by side are a pattern', () => {
    const { lines, units } = initialised({
      ...under('apps/shop', { 'values.yaml': values, 'values-prod.yaml': '', 'values-dev.yaml': '' }),
      ...under('apps/cart', { 'values.yaml': values, 'values-prod.yaml': '' }),
      'apps/README.md': '',
    })
    expect(lines).toEqual(['apps/*: values of 2 apps, cart and shop, in dev and prod'])
    expect(units).toEqual([
      ['cart', 'dev', 'apps/cart/values.yaml'],
      ['cart', 'prod', 'apps/cart/values.yaml', 'apps/cart/values-prod.yaml'],
      ['shop', 'dev', 'apps/shop/values.yaml', 'apps/shop/values-dev.yaml'],
      ['shop', 'prod', 'apps/shop/values.yaml', 'apps/shop/values-prod.yaml'],
    ])
  })

  test('one folder of values is an app; a file of one environment only is no base', () => {
    expect(initialised({ 'shop/prod.yaml': values, 'shop/dev.yaml': values }).units).toEqual([
      ['shop', 'dev', 'shop/dev.yaml'],
      ['shop', 'prod', 'shop/prod.yaml'],
    ])
    expect(initialised({ 'values.yaml': values }).units).toEqual([['root', null, 'values.yaml']])
  })

  test('the newest of Devtron’s chart folders, with its environments', () => {
    const { units } = initialised({
      ...under('deployment-chart_4-22-0/4.22.9', chart('shop')),
      ...under('deployment-chart_4-22-0/4.22.10', chart('shop')),
    })
    expect(units).toEqual([
      ['shop', 'env-3', 'deployment-chart_4-22-0/4.22.10'],
      ['shop', 'env-12', 'deployment-chart_4-22-0/4.22.10'],
    ])
  })

  test('a Fleet bundle as a whole, other manifests by their folder', () => {
    const { lines, units } = initialised({ 'a/fleet.yaml': '', 'a/manifests/canary.yaml': canary, 'b/c.yaml': canary })
    expect(lines).toEqual(['a: a Fleet bundle with a Canary', 'b: manifests with a Canary'])
    expect(units).toEqual([
      ['a', null, 'a'],
      ['b', null, 'b'],
    ])
  })

  test('apps of the same name are told apart', () => {
    const { units } = initialised({
      ...under('charts/deployment-chart_4-22-0/4.22.1', chart('shop')),
      'apps/Shop/values.yaml': values,
      'apps/cart/values.yaml': values,
      'shop/canary.yaml': canary,
    })
    expect(new Set(units.map(([app]) => app))).toEqual(new Set(['shop', 'cart', 'apps-shop', 'shop-2']))
  })

  test('neither dot-folders nor what serin wrote itself', () => {
    const ledger = '{"version": 1, "files": {"canary-shop.yaml": "x"}}'
    expect(
      initialised({
        '.cache/v.yaml': values,
        'deploy/canary-shop.yaml': canary,
        'deploy/.serin-files': ledger,
        'v.yaml': values,
      }).units,
    ).toEqual([['root', null, 'v.yaml']])
  })

  test('nothing in an empty folder, nor where links go in circles', () => {
    using work = repo({ 'a/x.yaml': 'a: [' })
    symlinkSync('..', join(work.folder, 'a/up'))
    expect(lookAt(work.folder)).toEqual([])
    expect(lookAt(join(work.folder, 'missing'))).toEqual([])
  })
})
