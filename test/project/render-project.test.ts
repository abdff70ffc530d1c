import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unitsOfConfig } from '../../src/project/config-units.ts'
import { type ProjectResult, renderProject } from '../../src/project/render-project.ts'
import type { ProjectOptions } from '../../src/project/unit.ts'
import { nameOf } from '../../src/project/unit.ts'
import { type Repo, repo, values } from './repo.ts'

/** Of the serin.yaml that the options name. */
const unitsIn = (options: ProjectOptions) => unitsOfConfig(options, options.config ?? '')

const config = `environments: {dev: , prod: }
namespace: '{env}'
values: [base.yaml, 'apps/{app}.yaml', {file: 'apps/{app}.{env}.yaml', optional: true}]
out: deploy/{env}/{app}
apps: {shop: , cart: }
`

let cache: string
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'serin-cache-'))
  process.env['XDG_CACHE_HOME'] = cache
})
afterEach(() => rmSync(cache, { recursive: true }))

function project(): Repo {
  const work = repo({ 'serin.yaml': config, 'base.yaml': values, 'apps/shop.yaml': '', 'apps/cart.yaml': '' })
  execFileSync('git', ['init', '--quiet', work.folder])
  return work
}

async function run(work: Repo, { check = false, words = [] as string[] } = {}): Promise<ProjectResult> {
  return renderProject(unitsIn(work.options(...words)), { check, cached: true, onUnit: () => {} })
}

const renderedIn = ({ units }: ProjectResult) => units.flatMap(({ unit, rendered }) => (rendered ? nameOf(unit) : []))
const changesIn = ({ folders }: ProjectResult) => folders.flatMap(({ changes }) => changes.map(({ kind }) => kind))
const all = ['shop (dev)', 'shop (prod)', 'cart (dev)', 'cart (prod)']

describe('what has not changed is not rendered again', () => {
  test('a second run renders nothing; a changed layer renders the apps that have it', async () => {
    using work = project()
    expect(renderedIn(await run(work))).toEqual(all)
    expect(renderedIn(await run(work, { check: true }))).toEqual([])

    work.write({ 'apps/cart.prod.yaml': 'flaggerCanary: {analysis: {threshold: 9}}\n' })
    const after = await run(work)
    expect([renderedIn(after), changesIn(after)]).toEqual([['cart (prod)'], ['update']])

    work.write({ 'base.yaml': 'flaggerCanary: {enabled: true, analysis: {maxWeight: 40}}\n' })
    expect(renderedIn(await run(work))).toEqual(all)
  })

  test('--check fills the cache too, where nothing would change', async () => {
    using work = project()
    await run(work)
    for (const file of readdirSync(join(cache, 'serin'))) rmSync(join(cache, 'serin', file))
    expect(renderedIn(await run(work, { check: true }))).toEqual(all)
    expect(renderedIn(await run(work, { check: true }))).toEqual([])
  })

  test('an option of the command line is part of what was rendered', async () => {
    using work = project()
    await run(work)
    expect(renderedIn(await run(work, { words: ['--set', 'flaggerCanary.analysis.threshold=3'] }))).toEqual(all)
  })

  test('output that somebody edited, took away or added to the list is mended', async () => {
    using work = project()
    await run(work)
    const folder = join(work.folder, 'deploy/prod/shop')
    const canary = join(folder, 'canary-shop-canary.yaml')
    const right = readFileSync(canary, 'utf8')
    writeFileSync(canary, 'edited')
    expect(changesIn(await run(work))).toEqual(['update'])
    rmSync(canary)
    expect(changesIn(await run(work))).toEqual(['create'])
    expect(readFileSync(canary, 'utf8')).toBe(right)
    const ledger = readFileSync(join(folder, '.serin-files'), 'utf8')
    writeFileSync(join(folder, '.serin-files'), ledger.replace(/[0-9a-f]{64}/, 'x'))
    await run(work)
    expect(readFileSync(join(folder, '.serin-files'), 'utf8')).toBe(ledger)
  })

  test.each(['', 'no cache', '0000\n{"shop (dev)": "x"}'])('a cache that holds %j is none', async text => {
    using work = project()
    await run(work)
    const [file = ''] = readdirSync(join(cache, 'serin'))
    writeFileSync(join(cache, 'serin', file), text)
    const after = await run(work)
    expect([renderedIn(after), changesIn(after)]).toEqual([all, []])
    expect(renderedIn(await run(work))).toEqual([])
  })

  test('the cache holds hashes and names, nothing of the values', async () => {
    using work = project()
    work.write({ 'apps/shop.yaml': 'secret: correct-horse\n' })
    await run(work)
    const [file = ''] = readdirSync(join(cache, 'serin'))
    const [, body = ''] = readFileSync(join(cache, 'serin', file), 'utf8').split('\n')
    for (const [name, entry] of Object.entries(JSON.parse(body))) {
      expect(name).toMatch(/^(shop|cart) \((dev|prod)\) \S+$/)
      expect(entry).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/)
    }
  })

  test('findings are told in every run', async () => {
    using work = project()
    work.write({ 'apps/shop.yaml': 'flaggerCanary: {analysis: {stepWieght: 5}}\n' })
    await run(work)
    expect(renderedIn(await run(work))).toEqual(['shop (dev)', 'shop (prod)'])
  })
})

describe('one app that fails keeps the others from nothing', () => {
  test('what it has written before stays as it is', async () => {
    using work = project()
    await run(work)
    const canary = join(work.folder, 'deploy/dev/shop/canary-shop-canary.yaml')
    const before = readFileSync(canary, 'utf8')
    work.write({
      'base.yaml': 'flaggerCanary: {enabled: true, analysis: {maxWeight: 40}}\n',
      'apps/shop.yaml': 'flaggerCanary: {analysis: {stepWieght: 5}}\n',
    })
    const { units, folders } = await run(work)
    expect(units.filter(({ rendered }) => rendered?.findings.length).map(({ unit }) => unit.app)).toEqual([
      'shop',
      'shop',
    ])
    expect(folders.map(({ folder, changes }) => [folder.slice(-9), changes.length])).toEqual([
      ['/dev/cart', 1],
      ['prod/cart', 1],
    ])
    expect(readFileSync(canary, 'utf8')).toBe(before)
  })

  test('a file that is no text, or in the way', async () => {
    using work = project()
    writeFileSync(join(work.folder, 'apps/shop.yaml'), Buffer.from([0xc3, 0x28]))
    work.write({ 'deploy/prod/cart/canary-cart-canary.yaml': 'mine' })
    const { units, folders } = await run(work)
    expect(units.map(({ error }) => error?.replace(/^.* (?=it is not|exists)/, '') ?? null)).toEqual([
      'it is not UTF-8 text',
      'it is not UTF-8 text',
      null,
      'exists and serin did not write it; move it away or choose another folder',
    ])
    expect(folders).toHaveLength(1)
    expect(readdirSync(join(work.folder, 'deploy/prod/cart'))).toEqual(['canary-cart-canary.yaml'])
  })
})

describe('an app that is gone from serin.yaml', () => {
  const without = config.replace(', cart: ', '')

  test('takes its output along; what others put there stays', async () => {
    using work = project()
    await run(work)
    work.write({ 'serin.yaml': without, 'deploy/dev/cart/README.md': 'mine' })
    const would = await run(work, { check: true })
    expect(changesIn(would)).toEqual(changesIn(would).map(() => 'delete'))
    await run(work)
    expect(readdirSync(join(work.folder, 'deploy/dev/cart'))).toEqual(['README.md'])
    expect(existsSync(join(work.folder, 'deploy/prod/cart'))).toBe(false)
    expect(changesIn(await run(work))).toEqual([])
  })

  test('stays when the run is about some apps only, or when something is wrong in serin.yaml', async () => {
    using work = project()
    await run(work)
    work.write({ 'serin.yaml': without })
    await run(work, { words: ['--env', 'prod'] })
    work.write({ 'serin.yaml': without.replace('apps: {', 'apps: {tool: {values: [missing.yaml]}, ') })
    await run(work)
    expect(existsSync(join(work.folder, 'deploy/dev/cart/canary-cart-canary.yaml'))).toBe(true)
  })

  test('a list of files that cannot be read leaves the folder alone', async () => {
    using work = project()
    await run(work)
    work.write({ 'serin.yaml': without, 'deploy/dev/cart/.serin-files': 'no list' })
    const { errors } = await run(work)
    expect([errors, existsSync(join(work.folder, 'deploy/dev/cart/canary-cart-canary.yaml'))]).toEqual([[], true])
  })

  test('folders of another serin.yaml are none of its business', async () => {
    using work = project()
    await run(work)
    work.write({
      'other/serin.yaml': without.replace('apps: {shop: }', 'apps: {tool: {values: [v.yaml]}}'),
      'other/v.yaml': values,
    })
    work.write({ 'other/base.yaml': values, 'other/apps/tool.yaml': '' })
    const options = { ...work.options(), config: join(work.folder, 'other/serin.yaml') }
    const text = readFileSync(options.config, 'utf8').replace('out: deploy', 'out: ../deploy')
    writeFileSync(options.config, text)
    await renderProject(unitsIn(options), { check: false, cached: true, onUnit: () => {} })
    expect(readdirSync(join(work.folder, 'deploy/dev')).sort()).toEqual(['cart', 'shop', 'tool'])
  })
})

describe('--changed-since', () => {
  const git = (work: Repo, ...words: string[]) =>
    execFileSync('git', ['-C', work.folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words])
  const chosen = (work: Repo, ...words: string[]) =>
    unitsIn(work.options('--changed-since', 'HEAD', ...words)).units.map(nameOf)

  test('the units of which a file is new, changed, gone or renamed, of the input or the output', async () => {
    using work = project()
    work.write({ 'apps/cart.dev.yaml': '' })
    await run(work)
    git(work, 'add', '-A')
    git(work, 'commit', '--quiet', '-m', 'all')
    expect(chosen(work)).toEqual([])
    work.write({ 'apps/shop.prod.yaml': '' })
    expect(chosen(work)).toEqual(['shop (prod)'])
    rmSync(join(work.folder, 'apps/cart.dev.yaml'))
    expect(chosen(work)).toEqual(['shop (prod)', 'cart (dev)'])
    expect(chosen(work, '--app', 'cart')).toEqual(['cart (dev)'])
    work.write({ 'deploy/prod/cart/canary-cart-canary.yaml': 'edited' })
    expect(chosen(work)).toEqual(['shop (prod)', 'cart (dev)', 'cart (prod)'])
    work.write({ 'base.yaml': 'a: 1' })
    expect(chosen(work)).toEqual(all)
  })

  test('serin.yaml itself concerns all of them', () => {
    using work = project()
    git(work, 'add', '-A')
    git(work, 'commit', '--quiet', '-m', 'all')
    work.write({ 'serin.yaml': `${config}# more\n` })
    expect(chosen(work)).toEqual(all)
  })

  test('a Git hook of another repository does not change whose files are compared', () => {
    using work = project()
    git(work, 'add', '-A')
    git(work, 'commit', '--quiet', '-m', 'all')
    work.write({ 'apps/shop.prod.yaml': '' })
    vi.stubEnv('GIT_DIR', resolve('.git'))
    vi.stubEnv('GIT_INDEX_FILE', 'nowhere/index')
    try {
      expect(chosen(work)).toEqual(['shop (prod)'])
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test.each(['nothing', '--all', 'HEAD; touch x'])('%j is no commit', ref => {
    using work = project()
    expect(() => unitsIn(work.options(`--changed-since=${ref}`))).toThrow(/Git knows no such commit/)
  })
})
