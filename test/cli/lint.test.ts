import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch, serin } from './serin.ts'

const shop = 'fixtures/shop/values.yaml'
/** Values with one mistake, which --fix mends. */
const misspelt = readFileSync(shop, 'utf8').replace('stepWeight: 5', 'stepweight: 5')

const codes = (stdout: string): string[] => JSON.parse(stdout).findings.map(({ code }: { code: string }) => code)

describe('inputs', () => {
  test('layers: a finding names the layer at fault', () => {
    const { stdout, code } = serin([
      'lint',
      '-f',
      shop,
      '--set',
      'flaggerCanary.analysis.stepWeight=60',
      '--format',
      'json',
    ])
    const findings = JSON.parse(stdout).findings as { code: string; layer: string }[]
    expect(code).toBe(1)
    expect(findings.find(finding => finding.code === 'DT029')).toMatchObject({
      severity: 'error',
      file: shop,
      layer: shop,
    })
  })

  test('manifests: --refs strict takes them as the whole cluster', () => {
    const args = ['lint', '--manifests', 'fixtures/istio-tutorial/canary.yaml', '--format', 'json']
    expect(codes(serin(args).stdout)).toContain('FL021')
    const strict = serin([...args, '--refs', 'strict'])
    expect(codes(strict.stdout)).toContain('FL020')
    expect(strict.code).toBe(1)
  })

  test('a folder: each values file is an app, manifests belong together, dot-folders are left out', () => {
    using work = scratch()
    for (const app of ['a', 'b', '.preview']) mkdirSync(join(work.folder, app))
    for (const app of ['a', 'b', '.preview']) writeFileSync(join(work.folder, app, 'values.yaml'), misspelt)
    writeFileSync(join(work.folder, 'notes.yaml'), 'hello: world\n')
    const { stdout } = serin(['lint', '.', '--format', 'json'], { cwd: work.folder })
    const errors = JSON.parse(stdout).findings.filter(({ severity }: { severity: string }) => severity === 'error')
    expect(errors).toMatchObject([
      { code: 'DT001', file: 'a/values.yaml' },
      { code: 'DT001', file: 'b/values.yaml' },
    ])
  })

  test('a folder for Fleet: what Fleet would make of its bundles, under the rules for all findings', () => {
    const folder = 'fixtures/rancher-bundles'
    const lint = (...args: string[]) => {
      const { stdout } = serin(['lint', ...args, '--format', 'json'])
      return JSON.parse(stdout).findings.filter(({ code }: { code: string }) => code.startsWith('GO2'))
    }
    const found = [
      { code: 'GO204', severity: 'warning', file: `${folder}/flagger-loadtest/fleet.yaml`, line: 7, column: 5 },
      { code: 'GO204', severity: 'warning', file: `${folder}/flagger/fleet.yaml`, line: 8, column: 5 },
      { code: 'GO228', severity: 'info', file: `${folder}/flagger/fleet.yaml`, line: 19, column: 5 },
    ]
    expect(lint(folder)).toMatchObject(found)
    expect(lint('--manifests', folder)).toMatchObject(found)
    expect(lint(folder, '--rule', 'GO204=off')).toMatchObject(found.slice(2))
    expect(lint('fixtures/rancher-bundles-fixed')).toEqual([])
  })

  test('what lies beside the manifests of a bundle may be anything', () => {
    using work = scratch()
    writeFileSync(
      join(work.folder, 'fleet.yaml'),
      'helm: {values: {a.b: 1}}  # serin-ignore GO204 the chart reads it so\n',
    )
    writeFileSync(join(work.folder, 'notes.txt'), Buffer.from([0xff, 0xfe, 0x00]))
    writeFileSync(join(work.folder, 'canary.yaml'), readFileSync('fixtures/istio-tutorial/canary.yaml'))
    const { stdout, code } = serin(['lint', '.', '--format', 'json', '--fail-on', 'error'], { cwd: work.folder })
    expect(code).toBe(0)
    expect(codes(stdout).filter(each => /^(GO|SG)/.test(each))).toEqual([])
  })

  test('stdin, called as it is told', () => {
    const args = ['lint', '-', '--stdin-filename', 'apps/cart/values.yaml', '--format', 'json']
    const { stdout } = serin(args, { input: misspelt })
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({ code: 'DT001', file: 'apps/cart/values.yaml', line: 44, column: 5 }),
    )
  })

  test('Rollouts', () => {
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'shop' } },
        template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'shop', image: 'shop:1' }] } },
        strategy: { canary: { steps: [{ setWeight: 120 }] } },
      },
    }
    const { stdout, code } = serin(['lint', '-', '--format', 'json'], { input: JSON.stringify(rollout, null, 2) })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({
        code: 'RO031',
        path: '/spec/strategy/canary/steps/0/setWeight',
        object: 'Rollout shop',
      }),
    )
  })

  test.each([
    [['lint'], 'no input'],
    [['lint', 'nowhere.yaml'], 'cannot read nowhere.yaml'],
    [['lint', 'fixtures/yaml/README.md', '--format', 'xml'], '--format xml: expected text, json, sarif'],
    [['lint', shop, '--format', 'json', '--format', 'text'], 'only one --format can go to stdout'],
    [['lint', shop, '--rule', 'FL1O1=off'], 'serin gives no code FL1O1; did you mean FL101?'],
    [['lint', shop, '--rule', 'FL101=loud'], 'expected FL101=off, info, warning or error'],
    [['lint', shop, '--max-warnings', 'few'], '--max-warnings few: expected a whole number'],
    [['lint', shop, '--dry-run'], '--dry-run needs --fix'],
    [['lint', shop, '--write-baseline'], '--write-baseline needs --baseline FILE'],
    [['lint', shop, '--baseline', 'package.json'], 'package.json is no baseline'],
  ])('%j is wrong usage', (args, sentence) => {
    expect(serin(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) })
  })

  test('a text that is no YAML: told in the format that was asked for, exit code 2', () => {
    const { code, stdout } = serin(['lint', '-', '--format', 'json'], { input: 'flaggerCanary: {a: [}\n' })
    expect([code, codes(stdout)]).toEqual([2, ['YM011']])
  })
})

describe('when it fails', () => {
  const quiet = ['DT008', 'DT013', 'DT016'].map(code => `--rule=${code}=off`)

  test.each([
    [[], 0],
    [['--fail-on', 'warning'], 1],
    [['--max-warnings', '2'], 0],
    [['--max-warnings', '1'], 1],
    [['--rule', 'DT016=error'], 1],
    [['--fail-on', 'info', ...quiet], 0],
  ])('%j: %i', (args, code) => {
    expect(serin(['lint', '-f', shop, ...args]).code).toBe(code)
  })

  test('a rule that is off for values is not told of the Canary either', () => {
    expect(codes(serin(['lint', '-f', shop, ...quiet, '--format', 'json']).stdout)).toEqual([])
  })
})

test('several reports at once', () => {
  using work = scratch()
  const file = join(work.folder, 'reports', 'serin.json')
  const { stdout } = serin(['lint', '-f', shop, '--format', 'github', '--format', `json=${file}`])
  expect(stdout).toMatch(/^::warning file=/)
  expect(codes(readFileSync(file, 'utf8'))).toEqual(['DT016', 'DT013', 'DT008'])
})

describe('--fix', () => {
  test('splices the edit and leaves every other byte as it is: mark, line ends, comments, mode, link', () => {
    using work = scratch()
    const file = join(work.folder, 'values.yaml')
    const text = `\ufeff${misspelt.replaceAll('\n', '\r\n')}`
    writeFileSync(file, text)
    chmodSync(file, 0o640)
    symlinkSync(file, join(work.folder, 'link.yaml'))
    const { code, stderr } = serin(['lint', 'link.yaml', '--fix', '--app', 'shop'], { cwd: work.folder })
    expect([code, stderr]).toEqual([0, 'serin: fixed 1 finding in link.yaml\n'])
    expect(readFileSync(file, 'utf8')).toBe(text.replace('stepweight', 'stepWeight'))
    expect(statSync(file).mode & 0o777).toBe(0o640)
  })

  test('--dry-run prints a diff that git applies, and writes nothing', () => {
    using work = scratch()
    const file = join(work.folder, 'values.yaml')
    writeFileSync(file, misspelt)
    const { stdout, code } = serin(['lint', 'values.yaml', '--fix', '--dry-run'], { cwd: work.folder })
    expect(code).toBe(1)
    expect(stdout).toContain('-    stepweight: 5\n+    stepWeight: 5\n')
    expect(readFileSync(file, 'utf8')).toBe(misspelt)
  })

  test('what came from stdin is nobody’s file', () => {
    using work = scratch()
    writeFileSync(join(work.folder, 'values.yaml'), misspelt)
    serin(['lint', '-', '--stdin-filename', 'values.yaml', '--fix'], { cwd: work.folder, input: misspelt })
    expect(readFileSync(join(work.folder, 'values.yaml'), 'utf8')).toBe(misspelt)
  })
})

test('a baseline hides what it lists, on whatever line, and nothing else', () => {
  using work = scratch()
  const file = join(work.folder, 'values.yaml')
  const lint = (...args: string[]) =>
    serin(['lint', 'values.yaml', '--baseline', 'base.json', '--format', 'json', ...args], { cwd: work.folder })
  writeFileSync(file, misspelt)
  expect(lint('--write-baseline').code).toBe(0)
  expect(codes(lint().stdout)).toEqual([])
  writeFileSync(file, `# a line more\n${misspelt}`)
  expect(codes(lint().stdout)).toEqual([])
  writeFileSync(file, misspelt.replace('targetPort: 8080', 'targetPort: 70000'))
  expect(codes(lint().stdout)).toContain('DT006')
  writeFileSync(file, readFileSync(shop))
  expect(lint().stderr).toMatch(/base\.json (is|are) gone/)
})
