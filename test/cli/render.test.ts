import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { scratch, serin } from './serin.ts'

const shop = ['render', '-f', 'fixtures/shop/values.yaml', '--app', 'shop', '--release', 'shop-prod', '-n', 'prod']
const read = (path: string) => readFileSync(path, 'utf8')
const kinds = (stdout: string) =>
  (JSON.parse(stdout) as Manifest[]).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

describe('the two inputs of the README', () => {
  test('complete values', () => {
    expect(serin(shop)).toEqual({ code: 0, stdout: read('fixtures/shop/expected.yaml'), stderr: '' })
  })

  test('flaggerCanary.enabled and nothing else', () => {
    const ran = serin([
      'render',
      '-f',
      'fixtures/minimal/values.yaml',
      '--app',
      'shop',
      '--release',
      'shop-prod',
      '-n',
      'prod',
    ])
    expect(ran).toEqual({ code: 0, stdout: read('fixtures/minimal/expected.yaml'), stderr: '' })
  })
})

describe('what is printed', () => {
  const json = (only: string, ...more: string[]) =>
    kinds(serin([...shop, '--only', only, '--output-format', 'json', ...more]).stdout)
  const authored = [
    'Gateway shop-prod-istio-gateway',
    'Canary shop-prod-canary',
    'HorizontalPodAutoscaler shop-prod-hpa',
  ]
  const generated = [
    'Service shop-prod-canary',
    'Service shop-prod-primary',
    'HorizontalPodAutoscaler shop-prod-hpa-primary',
    'Service shop-prod',
    'DestinationRule shop-prod-canary',
    'DestinationRule shop-prod-primary',
    'VirtualService shop-prod',
  ]

  test('--only chooses', () => {
    expect(json('authored')).toEqual(authored)
    expect(json('generated')).toEqual(generated)
    expect(json('all')).toEqual([...authored, ...generated])
    expect(json('changed')).toEqual([])
  })

  test('--generated omit and apply: for Git without an owner that does not exist there', () => {
    expect(json('all', '--generated', 'omit')).toEqual(authored)
    expect(serin(shop).stdout).toContain('ownerReferences')
    expect(serin([...shop, '--generated', 'apply']).stdout).not.toContain('ownerReferences')
  })

  test('app and release come from the folder of the values file', () => {
    expect(
      kinds(
        serin(['render', '-f', 'fixtures/shop/values.yaml', '--only', 'authored', '--output-format', 'json']).stdout,
      ),
    ).toEqual(['Gateway shop-istio-gateway', 'Canary shop-canary', 'HorizontalPodAutoscaler shop-hpa'])
  })

  test('layers: later files, then --set', () => {
    using work = scratch()
    const prod = join(work.folder, 'prod.yaml')
    writeFileSync(prod, 'flaggerCanary: {analysis: {stepWeight: 10, interval: 1m}}\n')
    const { stdout } = serin([
      ...shop,
      '-f',
      prod,
      '--set',
      'flaggerCanary.analysis.stepWeight=20',
      '--only',
      'authored',
      '--output-format',
      'json',
    ])
    const canary = (JSON.parse(stdout) as Manifest[]).find(({ kind }) => kind === 'Canary')
    expect(canary?.['spec']).toMatchObject({ analysis: { stepWeight: 20, interval: '1m', maxWeight: 50 } })
  })

  test('an autoscaler alone is printed when the canary is off', () => {
    const ran = serin([...shop, '--set', 'flaggerCanary.enabled=false', '--output-format', 'json'])
    expect(kinds(ran.stdout)).toEqual(['HorizontalPodAutoscaler shop-prod-hpa'])
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('there is no canary to render') })
  })

  test('the same bytes in every run, whatever the order of keys', () => {
    const values = JSON.stringify({ flaggerCanary: { targetPort: 8080, enabled: true }, env: '3', app: '7' })
    const turned = JSON.stringify({ app: '7', env: '3', flaggerCanary: { enabled: true, targetPort: 8080 } })
    const args = ['render', '-f', '-', '--app', 'shop']
    expect(serin(args, { input: values }).stdout).toBe(serin(args, { input: turned }).stdout)
  })
})

describe('--devtron', () => {
  const folder = 'fixtures/devtron/deployment-chart_4-22-0/4.22.1'

  test('the chart folder tells app, version, defaults and values', () => {
    const { code, stdout } = serin([
      'render',
      '--devtron',
      folder,
      '--env',
      '3',
      '--release',
      'shop-prod',
      '--output-format',
      'json',
      '--only',
      'authored',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      {
        metadata: { name: 'shop-prod-canary', labels: { app: 'shop', chart: 'shop-4.22.1', envId: '3', team: 'web' } },
        spec: { service: { port: 80, targetPort: 8080 }, analysis: { interval: '1m', stepWeight: 10, maxWeight: 50 } },
      },
    ])
  })

  test.each([
    [[], 'holds the values of several environments (3, 5): choose one with --env'],
    [['--env', '4'], 'has no _4-values.yaml; it has _3-values.yaml, _5-values.yaml'],
  ])('%j', (args, sentence) => {
    expect(serin(['render', '--devtron', folder, ...args])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    })
  })

  test('a folder that is no chart', () => {
    expect(serin(['render', '--devtron', 'src'])).toMatchObject({
      code: 2,
      stderr: 'serin: cannot read src/Chart.yaml: there is no such file\n',
    })
  })
})

describe('compat mode', () => {
  test('gives what the chart renders though the API server will refuse it', () => {
    const timeout = ['--set', 'flaggerCanary.timeout=30', '--output-format', 'json']
    const ran = serin([...shop, '--compat', '--only', 'authored', ...timeout])
    expect(ran.code).toBe(0)
    expect(kinds(ran.stdout)).toContain('Canary shop-prod-canary')
    expect(ran.stderr).toContain('error spec.service.timeout is 30; expected a duration with its unit')

    const whole = serin([...shop, '--compat', ...timeout])
    expect(whole.code).toBe(1)
    expect(kinds(whole.stdout)).toEqual(kinds(ran.stdout))
  })

  test('renders what the chart renders, without asking whether it makes sense', () => {
    const { stdout } = serin([
      ...shop,
      '--compat',
      '--only',
      'authored',
      '--output-format',
      'json',
      '--set',
      'flaggerCanary.port=80',
    ])
    expect(stdout).toContain('"threshold": 90')
  })

  test('fails where Helm fails, naming the value', () => {
    const ran = serin([...shop, '--compat', '--set-json', 'flaggerCanary.match=[{"headers":{}}]'])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain(
      '--set-json:1:1 error flaggerCanary.match[0].uri is missing, but the chart reads flaggerCanary.match[0].uri.prefix',
    )
  })

  test('blames the value that breaks the text', () => {
    const ran = serin([...shop, '--compat', '--set', 'flaggerCanary.timeout=a: b'])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('with flaggerCanary.timeout put in unquoted')
  })
})

test('--explain-fixes says what each fix changed, and what one that is off would change', () => {
  const { code, stderr } = serin([
    ...shop,
    '--explain-fixes',
    '--no-fix',
    'threshold-range',
    '--set',
    'flaggerCanary.serviceport=80',
  ])
  expect(code).toBe(0)
  expect(stderr).toContain('Canary shop-prod-canary spec.autoscalerRef.apiVersion: "autoscaling/v1" → "autoscaling/v2"')
  expect(stderr).toContain(
    '  would change Canary shop-prod-canary spec.analysis.metrics[0].thresholdRange: absent → {"min":90}',
  )
  expect(stderr).toContain('shop-prod-canary.prod:8080/" → "hey -z 1m -q 10 -c 2 http://shop-prod-canary.prod:80/"')
})

describe('--out', () => {
  test('one file per object, the preview in a dot-folder; --check tells what would change', () => {
    using work = scratch()
    const out = join(work.folder, 'deploy')
    expect(serin([...shop, '--out', out])).toMatchObject({ code: 0, stdout: '' })
    expect(readdirSync(out).sort()).toEqual([
      '.preview',
      '.serin-files',
      'canary-shop-prod-canary.yaml',
      'gateway-shop-prod-istio-gateway.yaml',
      'horizontalpodautoscaler-shop-prod-hpa.yaml',
    ])
    expect(readdirSync(join(out, '.preview'))).toHaveLength(7)
    expect(serin([...shop, '--out', out, '--check']).code).toBe(0)
    const changed = serin([
      ...shop,
      '--out',
      out,
      '--check',
      '--set',
      'flaggerCanary.analysis.stepWeight=10',
      '--set',
      'autoscaling.enabled=false',
    ])
    expect(changed.code).toBe(1)
    expect(
      changed.stderr
        .trim()
        .split('\n')
        .map(line => line.replace(out, 'deploy')),
    ).toEqual([
      'would delete deploy/.preview/horizontalpodautoscaler-shop-prod-hpa-primary.yaml',
      'would update deploy/canary-shop-prod-canary.yaml',
      'would delete deploy/horizontalpodautoscaler-shop-prod-hpa.yaml',
    ])
    expect(serin([...shop, '--out', out, '--check']).code).toBe(0)
  })

  test('a failed render changes nothing', () => {
    using work = scratch()
    const out = join(work.folder, 'deploy')
    serin([...shop, '--out', out])
    const before = read(join(out, 'canary-shop-prod-canary.yaml'))
    expect(serin([...shop, '--out', out, '--set', 'flaggerCanary.serviceport=http']).code).toBe(1)
    expect(read(join(out, 'canary-shop-prod-canary.yaml'))).toBe(before)
  })

  test('a folder that cannot be written', () => {
    const ran = serin([...shop, '--out', 'package.json/deploy'])
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot make the folder package.json/deploy'),
    })
  })

  test('killed at any moment, then run again: whole files throughout, and the right ones at the end', async () => {
    using work = scratch()
    const out = join(work.folder, 'deploy')
    const whole = new Set<string>()
    for (const weight of [5, 10]) {
      serin([...shop, '--out', out, '--set', `flaggerCanary.analysis.stepWeight=${weight}`])
      for (const file of readdirSync(out)) if (file.endsWith('.yaml')) whole.add(read(join(out, file)))
    }
    for (let delay = 40; delay < 140; delay += 12) {
      const weight = delay % 24 === 4 ? 5 : 10
      const run = spawn(process.execPath, [
        resolve('dist/serin.cjs'),
        ...shop,
        '--out',
        out,
        '--set',
        `flaggerCanary.analysis.stepWeight=${weight}`,
      ])
      const closed = new Promise(done => run.on('close', done))
      await new Promise(done => setTimeout(done, delay))
      run.kill('SIGKILL')
      await closed
      for (const file of readdirSync(out)) if (file.endsWith('.yaml')) expect(whole).toContain(read(join(out, file)))
    }
    expect(serin([...shop, '--out', out]).code).toBe(0)
    expect(serin([...shop, '--out', out, '--check']).code).toBe(0)
    expect(readdirSync(out).filter(file => /tmp|lock/.test(file))).toEqual([])
  })

  test('two runs at once leave the result of one of them', async () => {
    using work = scratch()
    const out = join(work.folder, 'deploy')
    const runs = [5, 10].map(weight =>
      spawn(process.execPath, [
        resolve('dist/serin.cjs'),
        ...shop,
        '--out',
        out,
        '--set',
        `flaggerCanary.analysis.stepWeight=${weight}`,
      ]),
    )
    const codes = await Promise.all(runs.map(run => new Promise(done => run.on('close', done))))
    expect(codes).toEqual([0, 0])
    const checks = [5, 10].map(
      weight => serin([...shop, '--out', out, '--check', '--set', `flaggerCanary.analysis.stepWeight=${weight}`]).code,
    )
    expect(checks.sort()).toEqual([0, 1])
  })
})

describe('--templates', () => {
  test('override a kind, add a file', () => {
    using work = scratch()
    writeFileSync(
      join(work.folder, 'note.yaml.hbs'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{names.apexService}}-note\n',
    )
    const { code, stdout } = serin([...shop, '--only', 'authored', '--templates', work.folder])
    expect(code).toBe(0)
    expect(stdout).toContain('kind: ConfigMap\nmetadata:\n  name: shop-prod-note\n')
  })

  test('a mistake in a template is shown at its line', () => {
    using work = scratch()
    writeFileSync(join(work.folder, 'note.yaml.hbs'), 'a: 1\nb: {{nothing canary}}\n')
    const ran = serin([...shop, '--templates', work.folder])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toMatch(/note\.yaml\.hbs:2:\d+ error/)
  })

  test('an empty folder', () => {
    using work = scratch()
    expect(serin([...shop, '--templates', work.folder])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holds no template'),
    })
  })
})

test('a closed pipe is no fault', async () => {
  const run = spawn('sh', ['-c', `'${process.execPath}' '${resolve('dist/serin.cjs')}' ${shop.join(' ')} | head -1`])
  let out = ''
  let errors = ''
  run.stdout.on('data', chunk => {
    out += chunk
  })
  run.stderr.on('data', chunk => {
    errors += chunk
  })
  await new Promise(done => run.on('close', done))
  expect([out, errors]).toEqual(['apiVersion: networking.istio.io/v1beta1\n', ''])
})
