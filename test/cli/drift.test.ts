import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scratch, serin } from './serin.ts'

const article = 'fixtures/rancher-bundles/canary-demo-app'
const fixed = 'fixtures/rancher-bundles-fixed/canary-demo-app'

describe('serin drift', () => {
  it('tells both writers of a field, and the rules', () => {
    const { code, stdout } = serin(['drift', '--manifests', article])
    expect(stdout).toContain('/spec/replicas: Flagger writes it at initialisation')
    expect(stdout).toContain('RespectIgnoreDifferences=true')
    expect(code).toBe(0)
  })

  it('fails where Fleet cannot apply Git any more, whatever the rules', () => {
    expect(serin(['drift', '--manifests', article, '--for', 'fleet', '--tool-version', '0.14']).code).toBe(0)
    const { code, stdout } = serin(['drift', '--manifests', article, '--for', 'fleet'])
    expect(code).toBe(1)
    expect(stdout).toContain('Apply failed with 1 conflict: conflict with "flagger" using apps/v1: .spec.replicas')
  })

  it('has nothing to say where Git leaves to Flagger what Flagger writes', () => {
    const { code, stdout } = serin(['drift', '--manifests', fixed, '--for', 'fleet'])
    expect([code, stdout]).toEqual([
      0,
      'Canary canary-demo/fleet-simple-app, delivered by Fleet 0.16: no conflict. Git leaves to the controller what the controller writes.\n',
    ])
  })

  it('prints rules alone as YAML, everything as JSON, and a table as Markdown', () => {
    const yaml = serin(['drift', '--manifests', article, '--for', 'flux', '--format', 'yaml']).stdout
    expect(yaml).toMatch(/^spec:\n {2}ignore:\n {2}- paths:\n {4}- \/spec\/replicas\n/)
    const json = JSON.parse(serin(['drift', '--manifests', article, '--for', 'fleet', '--format', 'json']).stdout)
    expect(json.releases[0].objects[0]).toMatchObject({
      kind: 'Deployment',
      writer: 'Flagger',
      drifts: true,
      conflicts: [{ manager: 'flagger', field: '.spec.replicas' }],
    })
    const markdown = serin(['drift', '--manifests', article, '--format', 'markdown']).stdout
    expect(markdown).toContain('| Deployment canary-demo/fleet-simple-app | `/spec/replicas` |')
  })

  it('adds its rules to a fleet.yaml and leaves the rest of it alone', () => {
    using temporary = scratch()
    cpSync(article, temporary.folder, { recursive: true })
    const file = join(temporary.folder, 'fleet.yaml')
    writeFileSync(file, '# ours\ndefaultNamespace: apps # for now\n')
    const args = ['drift', '--manifests', temporary.folder, '--for', 'fleet', '--tool-version', '0.14', '--into', file]
    expect(serin(args).stderr).toContain(`updated ${file}`)
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^# ours\ndefaultNamespace: apps # for now\ndiff:\n {2}comparePatches:\n/)
    expect(serin(args).stderr).toContain('has every rule already')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('works on Devtron values: the chart sets the replicas', () => {
    const { code, stdout } = serin([
      'drift',
      '-f',
      'fixtures/shop/values.yaml',
      '--app',
      'shop',
      '--release',
      'shop-prod',
    ])
    expect(stdout).toContain('/spec/replicas')
    expect(code).toBe(0)
  })

  it.each([
    [['drift', '--manifests', article, '--into', 'x'], /needs --for fleet/],
    [['drift', '--manifests', article, '--tool-version', 'new'], /expected a version/],
    [['drift', 'compare'], /--for is needed/],
    [['drift', 'compare', '--for', 'fleet', '--git', article], /--git and --live/],
    [['drift', 'comapre'], /unexpected comapre/],
  ])('%j is told', (args, message) => {
    const { code, stderr } = serin(args)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})

const deployment = (replicas: number, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'fleet-simple-app', namespace: 'canary-demo', ...metadata },
  spec: {
    replicas,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'fleet-simple-app' } },
    template: { metadata: { labels: { 'app.kubernetes.io/name': 'fleet-simple-app' } }, spec: { containers: [] } },
  },
})

describe('serin drift compare', () => {
  const tracked = {
    annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:canary-demo/fleet-simple-app' },
  }
  const compare = (live: unknown, ...args: string[]) => {
    using temporary = scratch()
    const git = join(temporary.folder, 'git.json')
    writeFileSync(git, JSON.stringify([deployment(2), JSON.parse(canary)]))
    return serin(['drift', 'compare', '--for', 'argocd', '--git', git, '--live', '-', ...args], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: live }),
    })
  }
  const canary = JSON.stringify({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'fleet-simple-app', namespace: 'canary-demo' },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'fleet-simple-app' },
      service: { port: 80 },
      analysis: { interval: '1m', threshold: 5, stepWeight: 10 },
    },
  })

  it('says what differs, who wrote it, and the smallest rule that settles it', () => {
    const managedFields = [
      { manager: 'flagger', operation: 'Update', apiVersion: 'apps/v1', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    ]
    const { code, stdout } = compare([deployment(0, { ...tracked, managedFields })])
    expect(code).toBe(1)
    expect(stdout).toContain('/spec/replicas is 0 in the cluster, 2 in Git')
    expect(stdout).toContain('/spec/replicas: Flagger writes it at initialisation')
    expect(stdout).toContain('/spec/replicas: last written by flagger, says managedFields')
    expect(stdout).toMatch(
      /- group: apps\n {6}kind: Deployment\n {6}name: fleet-simple-app\n {6}namespace: canary-demo\n {6}jsonPointers:\n {6}- \/spec\/replicas\n/,
    )
  })

  it('prints every object as JSON, those in sync too', () => {
    const { code, stdout } = compare([deployment(2, tracked)], '--format', 'json')
    const { objects, error } = JSON.parse(stdout)
    expect(objects.map(({ kind, verdict, paths }: Record<string, unknown>) => [kind, verdict, paths])).toEqual([
      ['Deployment', 'synced', []],
      ['Canary', 'missing', ['']],
    ])
    expect([code, error]).toEqual([1, null])
  })

  it('never shows what a Secret holds', () => {
    using temporary = scratch()
    const secret = (value: string, more: object = {}) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key', namespace: 'a', ...more },
      data: { token: Buffer.from(value).toString('base64') },
    })
    const git = join(temporary.folder, 'git.json')
    writeFileSync(git, JSON.stringify(secret('hidden-git')))
    const rules = join(temporary.folder, 'rules.yaml')
    const value = Buffer.from('hidden-rule').toString('base64')
    writeFileSync(
      rules,
      `- {apiVersion: v1, kind: Secret, namespace: a, name: key, operations: [{op: test, path: /data/token, value: ${value}}]}`,
    )
    const labels = { 'objectset.rio.cattle.io/hash': '2ae1b040004db76df0b28643128320a57f95d27d' }
    const annotations = { 'objectset.rio.cattle.io/id': 'default-apps-shop' }
    for (const format of ['text', 'json']) {
      const args = [
        'drift',
        'compare',
        '--for',
        'fleet',
        '--git',
        git,
        '--live',
        '-',
        '--rules',
        rules,
        '--format',
        format,
      ]
      const { code, stdout, stderr } = serin(args, {
        input: JSON.stringify(secret('hidden-live', { labels, annotations })),
      })
      expect(code).toBe(1)
      expect(stdout).toContain('/data/token')
      for (const word of ['hidden-git', 'hidden-live', 'hidden-rule'])
        expect(stdout + stderr).not.toMatch(new RegExp(`${word}|${Buffer.from(word).toString('base64')}`))
    }
  })
})

describe('completion', () => {
  it('knows that drift compare has options of its own', () => {
    const { stdout } = serin(['completion', 'bash'])
    expect(stdout).toMatch(/'drift compare '\*\) COMPREPLY=\(\$\(compgen -W '--for --git --live/)
  })
})
