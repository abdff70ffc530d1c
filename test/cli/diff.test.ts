import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratch, serin } from './serin.ts'

const cli = resolve('dist/serin.cjs')
const istio = readFileSync('fixtures/providers/istio/manifests.yaml', 'utf8')
const shop = readFileSync('fixtures/shop/values.yaml', 'utf8')
const names = ['--app', 'shop', '--release', 'shop-prod', '-n', 'prod']

const git = (folder: string, ...args: string[]) =>
  spawnSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], { encoding: 'utf8' })

const root = scratch()
afterAll(() => root[Symbol.dispose]())
let folders = 0

/** An empty folder. */
function fresh(): string {
  const folder = join(root.folder, String(folders++))
  mkdirSync(folder)
  return folder
}

const repo = fresh()
beforeAll(() => {
  mkdirSync(join(repo, 'deploy/apps'), { recursive: true })
  writeFileSync(join(repo, 'deploy/apps/shop.yaml'), istio)
  writeFileSync(join(repo, 'values.yaml'), shop)
  git(repo, 'init', '-q', '-b', 'main')
  git(repo, 'add', '.')
  git(repo, 'commit', '-q', '-m', 'first')
  writeFileSync(
    join(repo, 'deploy/apps/shop.yaml'),
    istio.replace('shop:1.4.2', 'shop:1.5.0').replace('minReplicas: 3', 'minReplicas: 4'),
  )
  writeFileSync(join(repo, 'values.yaml'), shop.replace('stepWeight: 5', 'stepWeight: 10'))
})

const diff = (...words: string[]) => serin(['diff', ...words])
const deploy = () => ['--manifests', join(repo, 'deploy')]

describe('against a Git ref', () => {
  test('manifests of a folder: the changed image starts a rollout', () => {
    const { code, stdout, stderr } = diff(...deploy(), '--against', 'main')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^new rollout starts: Deployment prod\/shop\n {2}spec\.template\.spec\.containers\[shop\]\.image: .*1\.4\.2.* → .*1\.5\.0/,
    )
    expect(stdout).toContain('2 objects differ: new rollout starts 1, no effect 1')
  })

  test('--exit-code, with differences and without', () => {
    expect(diff(...deploy(), '--against', 'main', '--exit-code').code).toBe(1)
    expect(
      diff('--manifests', 'fixtures/shop/expected.yaml', '--against', 'fixtures/shop/expected.yaml', '--exit-code')
        .code,
    ).toBe(0)
  })

  test('values are read at that ref, and rendered on both sides', () => {
    const { code, stdout } = diff('-f', join(repo, 'values.yaml'), ...names, '--against', 'main', '--format', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).changes).toMatchObject([
      {
        object: { kind: 'Canary', name: 'shop-prod-canary' },
        path: '/spec/analysis/stepWeight',
        before: 5,
        after: 10,
        risk: 'no effect',
      },
    ])
  })

  test('a file that the ref does not have is new', () => {
    writeFileSync(join(repo, 'new.yaml'), shop)
    const { stdout, stderr } = diff('-f', join(repo, 'new.yaml'), ...names, '--against', 'main')
    expect(stderr).toBe(`serin: ${join(repo, 'new.yaml')} is not there in main\n`)
    expect(stdout).toContain('traffic moves now: Canary shop-prod-canary (new)\n')
  })

  test('every app of serin.yaml, when no input is named', () => {
    const project = fresh()
    cpSync('fixtures/project', project, { recursive: true })
    git(project, 'init', '-q', '-b', 'main')
    git(project, 'add', '.')
    git(project, 'commit', '-q', '-m', 'first')
    const base = join(project, 'base.yaml')
    writeFileSync(base, readFileSync(base, 'utf8').replace('flaggerCanary:', 'flaggerCanary:\n  timeout: 9s'))
    const ran = (...more: string[]) => serin(['diff', '--against', 'main', ...more], { cwd: project }).stdout
    expect(ran()).toContain('6 objects differ: resets a running canary 6\n')
    expect(ran('--app', 'shop', '--env', 'prod')).toContain('2 objects differ: resets a running canary 2\n')
  })

  test('every format', () => {
    const output = (format: string) => diff(...deploy(), '--against', 'main', '--format', format).stdout
    const image = {
      op: 'replace',
      path: '/spec/template/spec/containers/0/image',
      value: 'registry.example.com/shop:1.5.0',
    }
    expect(JSON.parse(output('json-patch'))[0]).toMatchObject({
      action: 'patch',
      object: { kind: 'Deployment' },
      patch: [image],
    })
    expect(JSON.parse(output('merge-patch'))[1]).toMatchObject({ patch: { spec: { minReplicas: 4 } } })
    expect(output('kustomize')).toMatch(/^patches:\n- target:\n {4}group: apps\n/)
    expect(output('markdown')).toContain(
      '<details><summary>🔵 <b>new rollout starts</b>: Deployment prod/shop</summary>',
    )
  })
})

describe('against a folder or stdin', () => {
  test('what serin has written there, with its preview; files of others do not matter', () => {
    const out = fresh()
    const render = ['render', '-f', 'fixtures/shop/values.yaml', ...names, '--out', out]
    expect(serin(render).code).toBe(0)
    writeFileSync(join(out, 'other.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n')
    const against = (...more: string[]) => diff('-f', 'fixtures/shop/values.yaml', ...names, '--against', out, ...more)
    expect(against('--exit-code')).toEqual({
      code: 0,
      stdout: 'no object differs\n',
      stderr: `serin: objects in ${out} that are not serin’s, and are left out: 1\n`,
    })
    const { stdout } = against('--set', 'flaggerCanary.timeout=7s')
    expect(stdout).toContain('resets a running canary: Canary shop-prod-canary\n  spec.service.timeout: ')
    expect(stdout).toContain('resets a running canary: VirtualService prod/shop-prod, made by Flagger\n')
  })

  test('a file with other values is rendered, too', () => {
    const other = join(fresh(), 'staging.yaml')
    writeFileSync(other, shop.replace('stepWeight: 5', 'stepWeight: 7'))
    const { stdout, stderr } = diff('-f', 'fixtures/shop/values.yaml', ...names, '--against', other)
    expect(stderr).toBe('')
    expect(stdout).toContain('spec.analysis.stepWeight: 7 → 5\n')
    expect(stdout).toContain('1 object differs')
  })

  test('what serin renders as JSON', () => {
    const file = join(fresh(), 'shop.json')
    const { stdout } = serin(['render', '-f', 'fixtures/shop/values.yaml', ...names, '--output-format', 'json'])
    writeFileSync(file, stdout)
    expect(diff(file, 'fixtures/shop/expected.yaml')).toMatchObject({ code: 0, stdout: 'no object differs\n' })
  })

  test('an object without a name is left out, and said to be', () => {
    const file = join(fresh(), 'job.yaml')
    writeFileSync(file, `apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n---\n${istio}`)
    const { stdout, stderr } = diff(file, 'fixtures/providers/istio/manifests.yaml')
    expect(stdout).toBe('no object differs\n')
    expect(stderr).toContain('this Job has generateName, but no name to know it by [MF003]')
  })

  test('stdin', () => {
    const { stdout } = serin(['diff', ...deploy(), '--against', '-'], { input: istio })
    expect(stdout).toContain('2 objects differ')
  })
})

describe('as a driver', () => {
  test('of git diff: exit 0, whatever differs', () => {
    const driver = join(fresh(), 'driver')
    writeFileSync(driver, `#!/bin/sh\nexec '${process.execPath}' '${cli}' diff "$@"\n`)
    chmodSync(driver, 0o755)
    const env = { ...process.env, GIT_EXTERNAL_DIFF: driver, NO_COLOR: '1' }
    const { status, stdout } = spawnSync('git', ['-C', repo, 'diff'], { env, encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toContain('deploy/apps/shop.yaml\nnew rollout starts: Deployment prod/shop\n')
    expect(stdout).toContain(
      'values.yaml\nit holds no manifests that can be read; git diff --no-ext-diff shows its lines\n',
    )
  })

  test('of git diff, for a file with a merge conflict', () => {
    const ran = serin(['diff', 'a.yaml'], { env: { GIT_DIFF_PATH_COUNTER: '1' } })
    expect(ran).toEqual({ code: 0, stdout: 'a.yaml\nit is not merged yet\n\n', stderr: '' })
  })

  test('of kubectl diff: two folders, files named by their objects, exit 1 when they differ', () => {
    const [live, merged] = [join(fresh(), 'LIVE-1'), join(fresh(), 'MERGED-1')]
    for (const folder of [live, merged]) mkdirSync(folder)
    const file = 'apps.v1.Deployment.prod.shop'
    const document = istio.split('---\n').find(text => /^kind: Deployment$/m.test(text)) ?? ''
    writeFileSync(join(live, file), `${document}status: {replicas: 3}\n`)
    writeFileSync(join(merged, file), document)
    expect(diff(live, merged)).toMatchObject({ code: 0, stdout: expect.stringContaining('no object differs') })
    writeFileSync(join(merged, file), document.replace('1.4.2', '1.5.0'))
    expect(diff(live, merged)).toMatchObject({ code: 1, stdout: expect.stringContaining('containers[shop].image') })
  })

  test('a folder may be empty, as for an object that is new to the cluster', () => {
    const [live, merged] = [fresh(), fresh()]
    expect(diff(live, merged)).toMatchObject({ code: 0, stdout: 'no object differs\n' })
    cpSync('fixtures/providers/istio/manifests.yaml', join(merged, 'a.yaml'))
    expect(diff(live, merged).code).toBe(1)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['nothing to compare with', () => deploy(), 'say what to compare with: --against DIR, FILE or GITREF'],
    ['no input', () => ['--against', '.'], 'no input: give values with -f'],
    ['an unknown ref', () => [...deploy(), '--against', 'mian'], 'there is no such file, folder or Git ref'],
    [
      'a ref that looks like an option',
      () => [...deploy(), '--against=--help-me'],
      'there is no such file, folder or Git ref',
    ],
    ['no Git repository', () => ['--manifests', fresh(), '--against', 'main'], 'is in no Git repository'],
    ['stdin at a ref', () => ['--manifests', '-', '--against', 'main'], 'stdin cannot be read at a Git ref'],
    ['one positional', () => ['a.yaml'], 'takes an old and a new file or folder'],
    ['both ways at once', () => ['a', 'b', '--against', 'main'], 'give either --against or two files or folders'],
    [
      'a file that is too large',
      () => [...deploy(), '--against', 'main', '--max-size', '100'],
      'is larger than 100 bytes',
    ],
    ['a format that there is not', () => [...deploy(), '--format', 'xml'], 'expected text, json,'],
  ])('%s: exit 2, in one sentence', (_, words, message) => {
    const { code, stdout, stderr } = diff(...words())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test.each([
    ['binary', Buffer.from([0, 255, 254, 7, 128])],
    ['no YAML', Buffer.from('a: [')],
  ])('a file that is %s', (_, bytes) => {
    const folder = fresh()
    writeFileSync(join(folder, 'a.yaml'), bytes)
    const { code, stdout, stderr } = diff('--manifests', folder, '--against', 'fixtures/shop/expected.yaml')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(join(folder, 'a.yaml'))
    const ofValues = diff('-f', 'fixtures/shop/values.yaml', '--against', join(folder, 'a.yaml'))
    expect({ code: ofValues.code, stdout: ofValues.stdout }).toEqual({ code: 2, stdout: '' })
    // For Git a driver must not fail.
    const driven = diff('a.yaml', join(folder, 'a.yaml'), '0'.repeat(40), '100644', '/dev/null', '.', '.')
    expect(driven).toMatchObject({ code: 0, stdout: expect.stringContaining('no manifests that can be read') })
  })

  test('values that are wrong now: the mistakes, and no diff', () => {
    const { code, stdout, stderr } = diff(
      '-f',
      join(repo, 'values.yaml'),
      ...names,
      '--set',
      'flaggerCanary.analysis.threshold=x',
      '--against',
      'main',
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('threshold')
  })

  test('values that were wrong then are said to be', () => {
    const broken = fresh()
    writeFileSync(join(broken, 'values.yaml'), shop.replace('stepWeight: 5', 'stepWeight: many'))
    git(broken, 'init', '-q', '-b', 'main')
    git(broken, 'add', '.')
    git(broken, 'commit', '-q', '-m', 'first')
    writeFileSync(join(broken, 'values.yaml'), shop)
    const { code, stderr } = diff('-f', join(broken, 'values.yaml'), ...names, '--against', 'main')
    expect(code).toBe(0)
    expect(stderr).toMatch(/^serin: in main the inputs were wrong: .*stepWeight/)
  })
})
