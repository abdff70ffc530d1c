import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { valueAt } from '../../src/values/pointer.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { type Repo, repo, values } from '../project/repo.ts'
import { type Ran, serin } from './serin.ts'

const config = `environments: {dev: , prod: }
namespace: '{env}'
release: '{app}-{env}'
values: ['{folder}/values.yaml', {file: '{folder}/{env}.yaml', optional: true}]
out: deploy/{env}/{app}
delivery: fleet
apps: {apps/*: }
`

let work: Repo
beforeEach(() => {
  work = repo({ 'serin.yaml': config, 'apps/shop/values.yaml': values, 'apps/cart/values.yaml': values })
  mkdirSync(join(work.folder, '.git'))
})
afterEach(() => work[Symbol.dispose]())

const env = () => ({ XDG_CACHE_HOME: join(work.folder, '.cache') })
const run = (...args: string[]): Ran => serin(args, { cwd: work.folder, env: env() })
/** Every file that was written, with its text. */
const written = () =>
  Object.fromEntries(
    readdirSync(join(work.folder, 'deploy'), { recursive: true, encoding: 'utf8' })
      .filter(path => statSync(join(work.folder, 'deploy', path)).isFile())
      .sort()
      .map(path => [path, readFileSync(join(work.folder, 'deploy', path), 'utf8')]),
  )

describe('serin render without inputs', () => {
  test('writes every app in every environment, and a second run nothing', () => {
    expect(run('render').code).toBe(0)
    expect(Object.keys(written()).filter(path => !path.includes('.preview'))).toEqual(
      ['dev/cart', 'dev/shop', 'prod/cart', 'prod/shop'].flatMap(folder => {
        const [where, app] = folder.split('/')
        return [`${folder}/.serin-files`, `${folder}/canary-${app}-${where}-canary.yaml`, `${folder}/fleet.yaml`]
      }),
    )
    expect(written()['prod/shop/fleet.yaml']).toBe('namespace: prod\n')
    expect(run('render', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: '4 folders are up to date (32 files)\n',
    })
  })

  test('--check names what would change and writes nothing; found from below as well', () => {
    run('render')
    work.write({ 'apps/shop/prod.yaml': 'flaggerCanary: {analysis: {threshold: 9}}\n' })
    const before = written()
    const ran = serin(['render', '--check'], { cwd: join(work.folder, 'apps/shop'), env: env() })
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('would update ../../deploy/prod/shop/canary-shop-prod-canary.yaml\n')
    expect(ran.stderr).toContain('3 folders are up to date')
    expect(written()).toEqual(before)
    expect(run('render', '--exit-code')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('stage these files'),
    })
    expect(run('render', '--exit-code').code).toBe(0)
  })

  test('--app and --env choose; --out - prints', () => {
    const { code, stdout } = run(
      ...['render', '--app', 'shop', '--env', 'prod', '--out', '-', '--output-format', 'json', '--only', 'authored'],
    )
    const manifests: Manifest[] = JSON.parse(stdout)
    expect([code, manifests.map(({ metadata }) => metadata.name)]).toEqual([0, ['shop-prod-canary']])
    expect(existsSync(join(work.folder, 'deploy'))).toBe(false)
    run('render', '--app', 'shop,cart', '--env', 'dev')
    expect(readdirSync(join(work.folder, 'deploy'))).toEqual(['dev'])
  })

  test('--out with placeholders takes the place of the file’s', () => {
    run('render', '--out', 'deploy/{app}/{env}', '--delivery', 'flux')
    expect(written()['shop/prod/kustomization.yaml']).toContain('- canary-shop-prod-canary.yaml\n')
  })

  test.each<[string[], string]>([
    [['--app', 'shp'], 'serin: --app shp: serin.yaml has none of that name; did you mean shop?'],
    [['--env', 'prd'], 'serin: --env prd: serin.yaml has none of that name; did you mean prod?'],
    [
      ['--out', 'x'],
      "serin: --out x: cart (dev) and cart (prod) would both go there; tell them apart with {app} and {env}, such as --out 'x/{env}/{app}'",
    ],
    [['--config', 'missing.yaml'], 'serin: cannot read missing.yaml: there is no such file'],
    [['--changed-since', 'nothing'], 'serin: --changed-since nothing: Git knows no such commit in'],
    [['--check', '--out', '-'], 'serin: --check needs --out'],
  ])('%j exits 2 with a sentence', (args, sentence) => {
    const { code, stderr } = run('render', ...args)
    expect([code, stderr.split('\n').length]).toEqual([2, 2])
    expect(stderr).toContain(sentence)
  })
})

describe('what is wrong', () => {
  test('in serin.yaml is shown at its line; what else there is gets rendered', () => {
    work.write({
      'serin.yaml': `${config}  # more\n`.replace(
        'apps: {apps/*: }',
        'apps:\n  apps/*:\n  tool: {values: [missing.yaml]}',
      ),
    })
    const ran = run('render')
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('serin.yaml:4:10 error {folder} stands for nothing: tool is called by its name')
    expect(Object.keys(written())).toContain('prod/shop/canary-shop-prod-canary.yaml')
  })

  test('with its form stops the run', () => {
    work.write({ 'serin.yaml': config.replace('delivery', 'dilivery') })
    const ran = run('render')
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain('serin.yaml:6:1 error unknown key `dilivery`; did you mean `delivery`? [SC006]\n')
    expect(existsSync(join(work.folder, 'deploy'))).toBe(false)
  })

  test('in the values of several apps is said in one run, each once, in the order of files', () => {
    const wrong = 'flaggerCanary: {enabled: true, analysis: {stepWieght: 5}}\n'
    work.write({ 'apps/shop/values.yaml': wrong, 'apps/cart/values.yaml': wrong, 'apps/tool/values.yaml': values })
    for (const command of ['render', 'lint']) {
      const { code, stdout, stderr } = run(command)
      const places = [...(stdout + stderr).matchAll(/^(\S+?:\d+:\d+) error/gm)].map(([, place]) => place)
      expect([code, places]).toEqual([1, ['apps/cart/values.yaml:1:43', 'apps/shop/values.yaml:1:43']])
    }
    expect(readdirSync(join(work.folder, 'deploy/prod'))).toEqual(['tool'])
  })
})

test('files of the command line have the settings of their app, and commands for one app take it from serin.yaml', () => {
  const { stdout } = run('render', '-f', 'apps/shop/values.yaml', '--env', 'prod', '--only', 'authored')
  expect(stdout).toContain('name: shop-prod-canary')
  expect(run('timeline', '--app', 'shop', '--env', 'prod').code).toBe(0)
  run('render')
  expect(run('diff', '--app', 'shop', '--env', 'prod', '--against', 'deploy/prod/shop', '--exit-code').code).toBe(0)
  expect(run('timeline', '--format', 'markdown').stdout.match(/^#### Rollout of/gm)).toHaveLength(4)
  expect(run('convert', '--to', 'rollouts')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('choose one of 4 apps'),
  })
})

test('a functionConfig of that name is none', () => {
  work.write({ 'krm/serin.yaml': 'apiVersion: serin.dev/v1\nkind: Render\nmetadata: {name: x}\n' })
  const ran = serin(['render', '--check', '--app', 'shop'], { cwd: join(work.folder, 'krm'), env: env() })
  expect(ran.stderr).toContain('would create ../deploy/prod/shop/')
})

describe('runs that die or meet', () => {
  const apps = Array.from({ length: 8 }, (_, i) => `app-${String(i).padStart(2, '0')}`)
  beforeEach(() => work.write(Object.fromEntries(apps.map(app => [`apps/${app}/values.yaml`, values]))))

  const start = () =>
    spawn(process.execPath, [resolve('dist/serin.cjs'), 'render'], {
      cwd: work.folder,
      env: { ...process.env, ...env() },
    })
  const ended = (child: ReturnType<typeof start>) => new Promise(done => child.on('exit', done))

  test('killed in the middle, a second run finishes the work', async () => {
    run('render')
    const right = written()
    for (const folders of [1, 9]) {
      rmSync(join(work.folder, 'deploy'), { recursive: true })
      const child = start()
      const exit = ended(child)
      while (child.exitCode === null && countFolders() < folders) await new Promise(done => setTimeout(done, 1))
      child.kill('SIGKILL')
      await exit
      expect(run('render').code).toBe(0)
      expect(written()).toEqual(right)
    }
  })

  function countFolders(): number {
    const folder = join(work.folder, 'deploy')
    return existsSync(folder)
      ? readdirSync(folder).reduce((sum, name) => sum + readdirSync(join(folder, name)).length, 0)
      : 0
  }

  test('two at once leave what one would', async () => {
    const codes = await Promise.all([start(), start()].map(ended))
    expect(codes).toEqual([0, 0])
    const together = written()
    rmSync(join(work.folder, 'deploy'), { recursive: true })
    run('render')
    expect(together).toEqual(written())
    expect(run('render', '--check').code).toBe(0)
  })
})

describe('serin init', () => {
  test('writes a serin.yaml that works, and never over one that is there', () => {
    rmSync(join(work.folder, 'serin.yaml'))
    work.write({ 'apps/shop/prod.yaml': 'flaggerCanary: {targetPort: 8080}\n' })
    expect(run('init', '--dry-run').stdout).toContain('apps/*:\n')
    expect(existsSync(join(work.folder, 'serin.yaml'))).toBe(false)
    const ran = run('init')
    expect(ran).toMatchObject({ code: 0, stdout: '' })
    expect(ran.stderr).toMatch(/^found apps\/\*: values of 2 apps, cart and shop, in prod\nwrote serin.yaml/)
    expect(run('render').code).toBe(0)
    expect(run('init')).toMatchObject({ code: 2, stderr: 'serin: serin.yaml is there already; --force replaces it\n' })
    expect(run('init', '--force').code).toBe(0)
  })

  test('finds nothing in an empty folder', () => {
    mkdirSync(join(work.folder, 'empty'))
    expect(run('init', 'empty')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('found nothing to render in empty'),
    })
  })
})

const fleet = process.env['SERIN_FLEET']
describe.runIf(fleet)('Fleet’s own command line', () => {
  test('makes a bundle of exactly the authored objects', () => {
    run('render')
    const kubeconfig = join(work.folder, 'kubeconfig')
    writeFileSync(
      kubeconfig,
      'apiVersion: v1\nkind: Config\nclusters: [{name: x, cluster: {server: "http://127.0.0.1:1"}}]\ncontexts: [{name: x, context: {cluster: x}}]\ncurrent-context: x\n',
    )
    const bundle = execFileSync(
      String(fleet),
      ['apply', '-n', 'fleet-local', '-o', '-', 'repo', './deploy/prod/shop'],
      {
        cwd: work.folder,
        env: { ...process.env, KUBECONFIG: kubeconfig },
        encoding: 'utf8',
      },
    )
    const [read] = readYaml(bundle).documents ?? []
    const resources = valueAt(read, '/spec/resources')
    expect(Array.isArray(resources) && resources.map(each => valueAt(each, '/name'))).toEqual([
      'canary-shop-prod-canary.yaml',
    ])
    expect(valueAt(read, '/spec/namespace')).toBe('prod')
  })
})
