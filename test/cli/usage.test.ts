import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch, serin } from './serin.ts'

describe('wrong usage is one sentence and exit code 2', () => {
  test.each<[string[], string]>([
    [['rendr'], 'unknown command rendr; did you mean render?'],
    [['render'], 'no input: give values with -f, a chart folder with --devtron, or manifests with --manifests'],
    [['render', '--value', 'x'], 'unknown option --value; did you mean --values?'],
    [['render', '-f'], '--values needs a value: --values FILE'],
    [
      ['render', '-f', 'x', '--only', 'authord'],
      '--only authord: expected authored, generated, changed or all; did you mean authored?',
    ],
    [['render', '-f', 'x', '--compat=maybe'], '--compat maybe: expected true or false'],
    [['render', '-f', 'missing.yaml'], 'cannot read missing.yaml: there is no such file'],
    [['render', '-f', 'src'], 'cannot read src: it is a folder, expected a file'],
    [['render', '-f', 'package.json/x'], 'cannot read package.json/x: a part of its path is a file, not a folder'],
    [
      ['render', '-f', 'fixtures/shop/values.yaml', '--chart', '4-23-0'],
      '--chart 4-23-0: serin knows 1-1-0, 4-18-0, 4-19-0, 4-20-0, 4-21-0, gpu-workload-4-21-0, 4-22-0; did you mean 4-20-0?',
    ],
    [
      ['render', '-f', 'fixtures/shop/values.yaml', '--no-fix', 'thresholdRange'],
      '--no-fix thresholdRange: did you mean threshold-range?',
    ],
    [
      ['render', '-f', 'fixtures/shop/values.yaml', '--kube-version', 'new'],
      '--kube-version new: expected a version such as 1.34',
    ],
    [
      ['render', '-f', 'fixtures/shop/values.yaml', '--flagger-version', '1.2'],
      '--flagger-version 1.2: expected 1.41, 1.42, 1.43 or 1.44',
    ],
    [['render', '-f', 'fixtures/shop/values.yaml', '--set', 'a'], '--set a: key "a" has no value'],
    [['render', '-f', 'fixtures/shop/values.yaml', '--set', 'app.x=1'], '--set app.x=1: app is a string already'],
    [['render', '-f', 'fixtures/shop/values.yaml', '--check'], '--check needs --out'],
    [
      ['render', '-f', 'fixtures/shop/values.yaml', '--max-size', '10'],
      'fixtures/shop/values.yaml is larger than 10 bytes; --max-size raises the limit',
    ],
    [['schema', 'flagger'], 'there is no schema flagger'],
    [['completion', 'powershell'], 'expected a shell: serin completion bash, zsh or fish'],
  ])('serin %j', (args, sentence) => {
    const { code, stdout, stderr } = serin(args)
    expect(stderr).toContain(`serin: ${sentence}`)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

describe('input that cannot be read as values says why, where, and exits 2', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['a list', '- a\n- b\n', /<stdin>:1:1 error values must be a map of keys, this file is a list/],
    ['a scalar', 'hello', /<stdin>:1:1 error values must be a map of keys, this file is a string/],
    ['two documents', 'a: 1\n---\nb: 2\n', /<stdin>:1:1 error a values file holds one document, this one has 2/],
    ['broken YAML', 'a: 1\nb: [1, 2\n', /<stdin>:\d+:\d+ error /],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', /<stdin>:3:1 error .*\n/],
    ['a tab', 'a:\n\tb: 1\n', /<stdin>:2:1 error .*tab/],
    ['no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]), /cannot read -: it is not UTF-8 text/],
    ['a NUL', 'a: x\0y\n', /error/],
    [
      'an anchor bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`).join('\n')}\n`,
      /error/,
    ],
    ['1 000 levels', `${'['.repeat(1000)}${']'.repeat(1000)}`, /error/],
  ])('%s', (_, input, message) => {
    const { code, stdout, stderr } = serin(['render', '-f', '-', '--app', 'shop'], { input })
    expect(stderr).toMatch(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

describe('input that is odd but fine', () => {
  const expected = serin(['render', '-f', 'fixtures/minimal/values.yaml', '--app', 'shop']).stdout

  test.each<[string, string | Buffer]>([
    ['a byte order mark', '\ufeffflaggerCanary:\n  enabled: true\n'],
    ['CR LF', 'flaggerCanary:\r\n  enabled: true\r\n'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('flaggerCanary:\n  enabled: true\n', 'utf16le')])],
    ['JSON', '{"flaggerCanary": {"enabled": true}}'],
    ['YAML 1.1 booleans', 'flaggerCanary: {enabled: yes}'],
    ['document markers', '---\nflaggerCanary:\n  enabled: true\n...\n'],
  ])('%s', (_, input) => {
    expect(serin(['render', '-f', '-', '--app', 'shop'], { input })).toEqual({ code: 0, stdout: expected, stderr: '' })
  })

  test('an empty file has no canary, and serin says so', () => {
    expect(serin(['render', '-f', '-', '--app', 'shop'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'serin: flaggerCanary.enabled is false: there is no canary to render\n',
    })
  })
})

test('serin alone shows what there is and exits 2; --help exits 0', () => {
  const { code, stdout } = serin([])
  expect(code).toBe(2)
  expect(stdout).toContain('serin <command> [options]')
  expect(serin(['--help'])).toMatchObject({ code: 0, stdout, stderr: '' })
})

test('the help of a command shows examples first, then every option', () => {
  const { code, stdout } = serin(['render', '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('serin render -f values.yaml --app shop --release shop-prod -n prod')
  for (const option of ['--values', '--null-semantics', '--include-label-prefix', '--explain-fixes'])
    expect(stdout).toContain(option)
})

test('version is the package’s', () => {
  expect(serin(['version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  expect(serin(['--version']).stdout).toBe(serin(['version']).stdout)
})

test('schemas for an editor, one or all', () => {
  using work = scratch()
  const names = serin(['schema']).stdout.trim().split('\n')
  expect(names).toContain('devtron-values')
  expect(JSON.parse(serin(['schema', 'flagger-canary']).stdout)).toMatchObject({ title: expect.any(String) })
  expect(serin(['schema', '--out', join(work.folder, 'schemas')])).toMatchObject({ code: 0, stdout: '' })
})

test('completion scripts load in their shells', () => {
  using work = scratch()
  const script = join(work.folder, 'serin.bash')
  writeFileSync(script, serin(['completion', 'bash']).stdout)
  expect(serin(['completion', 'zsh']).stdout).toContain('#compdef serin')
  expect(serin(['completion', 'fish']).stdout).toContain('__fish_use_subcommand')
})
