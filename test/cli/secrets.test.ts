import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { scratch, serin } from './serin.ts'

// The values of Secrets go nowhere: a text that stands in every Secret of the input is looked for in everything that every
// command prints and writes. A new command has to have its row in the table.

const canary = 'hunter2-the-canary-in-the-mine'
const encoded = Buffer.from(canary).toString('base64')

const secret = (name: string, more = '') => `apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: prod}
data: {password: ${encoded}}
stringData:
  plain: ${canary}
${more}`

const workload = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: prod}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: shop:1
        ports: [{containerPort: 8080}]
        envFrom: [{secretRef: {name: keys}}]
`

const rollout = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: {name: shop, namespace: prod}
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
  service: {port: 80, targetPort: 8080}
  analysis: {interval: 1m, threshold: 5, maxWeight: 50, stepWeight: 10}
`

const argoRollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: shop, namespace: prod}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: shop:1, envFrom: [{secretRef: {name: keys}}]}]}
  strategy: {canary: {steps: [{setWeight: 10}, {pause: {duration: 1m}}]}}
`

/** Devtron values with a mistake in the lines right beside the Secrets. */
const values = (mistake: string) => `secret:
  enabled: true
  data:
    password: ${canary}
flaggerCanary: {enabled: true, serviceport: 80, ${mistake}}
ConfigSecrets:
  enabled: true
  secrets:
    - name: keys
      external: false
      data: {password: ${encoded}, plain: ${canary}}
rawYaml:
  - kind: Secret
    stringData: {plain: ${canary}}
`

const files: Record<string, string> = {
  'values.yaml': values('targetPort: 8080'),
  'wrong.yaml': values('port: 80'),
  'slip.yaml': values('timeout: 15'),
  'broken.yaml': `${values('targetPort: 8080')}  - "${canary}" ${canary}\n`,
  'good/all.yaml': [secret('keys'), workload, rollout].join('---\n'),
  'wrong/all.yaml': [
    secret('keys', 'immutable: 1\ntype: [x]\n'),
    workload,
    rollout.replace('interval: 1m', 'intreval: 1m'),
    `kind: Secret\nmetadata: {name: list}\ndata: [${canary}]\n`,
  ].join('---\n'),
  'broken/all.yaml': `${secret('keys')}  more: "${canary}" ${canary}\n---\n${rollout}`,
  'rollouts/all.yaml': [secret('keys'), argoRollout].join('---\n'),
  'live.yaml': [
    secret('keys', 'type: Opaque\n').replaceAll('password', 'other'),
    workload.replace('spec:\n', 'spec:\n  replicas: 0\n'),
    rollout,
  ].join('---\n'),
  'scenario.yaml': '- {revision: true}\n- {}\n',
  'project/serin.yaml': 'apps:\n  shop:\n    namespace: prod\n    values: [values.yaml]\n    out: out/shop\n',
  'project/values.yaml': values('targetPort: 8080'),
  'project/wrong.yaml': `apps:\n  shop:\n    values: [values.yaml]\n    set: {secret.data.password: ${canary}}\n    outt: x\n`,
  'project/slip.yaml': `apps:\n  shop:\n    values: [values.yaml]\n    outt: x\n    set: ["ConfigSecrets.secrets[x]=${canary}"]\n`,
  'project/set.yaml': `apps:\n  shop:\n    values: [values.yaml]\n    out: out/set\n    set: ["ConfigSecrets.secrets[x]=${canary}"]\n`,
  'bundle/fleet.yaml': 'defaultNamespace: prod\n',
  'bundle/all.yaml': [secret('keys'), workload, rollout].join('---\n'),
  'list.yaml': JSON.stringify({
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: { plain: canary } },
      { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'shop' }, spec: {} },
    ],
  }),
  'templates/values.yaml.hbs':
    'kind: ConfigMap\nmetadata: {name: all}\ndata:\n  secret: {{values.secret.data.password}}\n',
}

const devtron = '--app shop -n prod'
const inputs = [
  `-f values.yaml ${devtron}`,
  `-f wrong.yaml ${devtron}`,
  `-f slip.yaml ${devtron} --set secret.data.other=${canary}`,
  `-f values.yaml ${devtron} --set-json secret=${canary}`,
  `-f values.yaml ${devtron} --set ConfigSecrets.secrets[x]=${canary}`,
  `-f values.yaml ${devtron} --set secret.data.password.deeper=${canary}`,
  `-f broken.yaml ${devtron}`,
  '--manifests good',
  '--manifests wrong',
  '--manifests broken',
  `-f values.yaml ${devtron} --manifests good --set fullnameOverride=shop`,
]

function each(command: string, ...options: string[]): string[] {
  return inputs.flatMap(input => options.map(option => `${command} ${input} ${option}`.trim()))
}

/** Command lines of every command, in every format; `@` is the folder that the run may write to. */
const lines: Record<string, string[]> = {
  render: [
    ...each('render', '', '--compat'),
    ...['authored', 'generated', 'changed', 'all'].flatMap(only =>
      ['yaml', 'json'].map(
        format =>
          `render -f values.yaml ${devtron} --manifests good --set fullnameOverride=shop --only ${only} --output-format ${format}`,
      ),
    ),
    'render --manifests good --only changed',
    'render --manifests good --out @ --generated apply',
    `render -f values.yaml ${devtron} --out @ --templates templates`,
    `render -f values.yaml ${devtron} --explain-fixes`,
    'render --config project/serin.yaml',
    ...['wrong', 'slip', 'set'].map(name => `render --config project/${name}.yaml`),
  ],
  lint: [
    ...each('lint', ''),
    ...['json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'].flatMap(format => [
      `lint -f wrong.yaml ${devtron} --format ${format}`,
      `lint --manifests wrong --format ${format}=@/report`,
    ]),
    `lint -f slip.yaml ${devtron} --fix --dry-run`,
    'lint --manifests wrong --fix --dry-run',
    `lint -f wrong.yaml ${devtron} --baseline @/baseline.json --write-baseline`,
    'lint .',
  ],
  explain: [
    ...[
      'secret',
      'secret.data.password',
      'ConfigSecrets',
      'ConfigSecrets.secrets[0].data',
      'rawYaml',
      'flaggerCanary',
    ].flatMap(path => [
      `explain values ${path} -f values.yaml ${devtron}`,
      `explain values ${path} -f slip.yaml ${devtron} --set secret.data.password=${canary} --format json`,
    ]),
    'explain field Canary.spec',
    'explain fix',
    'explain rule',
  ],
  timeline: [
    ...each('timeline', ''),
    ...['text', 'json', 'svg', 'html', 'markdown'].map(
      format => `timeline --manifests good --format ${format} --out @/t`,
    ),
    'timeline --manifests good --scenario scenario.yaml --format json',
    `timeline --manifests good --compare values.yaml`,
  ],
  preview: [...each('preview', '--report @/p.html'), 'preview --manifests rollouts --report @/p.html'],
  convert: [
    `convert -f values.yaml ${devtron} --to rollouts --report @/loss.json`,
    'convert --manifests good --to rollouts --report @/loss.md',
    'convert --manifests good --to values',
    'convert --manifests wrong --to values',
    'convert --manifests rollouts --to flagger --output-format json',
    'convert --manifests rollouts --to values',
  ],
  'drift compare': ['text', 'json'].flatMap(format => [
    `drift compare --for argocd --git good --live live.yaml --app shop --format ${format}`,
    `drift compare --for fleet --git good --live live.yaml --bundle shop --format ${format}`,
    `drift compare --for fleet --git broken --live live.yaml --format ${format}`,
    `drift compare --for argocd --git wrong --live live.yaml --format ${format}`,
  ]),
  drift: [
    ...each('drift', '', '--for fleet'),
    ...['text', 'yaml', 'json', 'markdown'].map(format => `drift --manifests good --for flux --format ${format}`),
    'drift --manifests good --for fleet --into bundle/fleet.yaml',
  ],
  diff: [
    ...each('diff', '--against live.yaml'),
    ...['text', 'json', 'json-patch', 'merge-patch', 'kustomize', 'markdown'].flatMap(format => [
      `diff good/all.yaml live.yaml --format ${format}`,
      `diff --manifests good --against live.yaml --format ${format}`,
      `diff live.yaml wrong/all.yaml --format ${format}`,
    ]),
    'diff broken/all.yaml live.yaml',
    `diff -f slip.yaml ${devtron} --against main`,
  ],
  init: ['init --dry-run', 'init project --dry-run'],
  fn: [],
  plugin: ['plugin argocd --out @', 'plugin argocd parameters', 'plugin argocd generate', 'plugin argocd discover'],
  schema: ['schema devtron-values', 'schema --out @'],
  completion: ['completion bash'],
  version: ['version'],
}

let input: ReturnType<typeof scratch>
beforeAll(() => {
  input = scratch()
  for (const [path, text] of Object.entries(files)) {
    const file = join(input.folder, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
  }
})
afterAll(() => {
  input[Symbol.dispose]()
})

/** All that a run prints, and all that is in its folder but for what it was given. */
function traces(line: string): string {
  using work = scratch()
  const given = join(work.folder, 'given')
  const out = join(work.folder, 'out')
  cpSync(input.folder, given, { recursive: true })
  mkdirSync(out)
  const { code, stdout, stderr } = serin(line.replaceAll('@', out).split(' '), {
    cwd: given,
    env: { XDG_CACHE_HOME: join(work.folder, 'cache'), ARGOCD_APP_NAME: 'shop' },
  })
  expect(stderr).not.toContain('internal fault')
  expect(code).not.toBe(3)
  return [stdout, stderr, ...written(work.folder)].join('\n')
}

function written(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .filter(path => !(path.startsWith('given/') && path.slice('given/'.length) in files))
    .map(path => readFileSync(join(folder, path), 'utf8'))
}

test('every command has its row', () => {
  expect(commands.map(({ name }) => name).filter(name => !Object.hasOwn(lines, name))).toEqual([])
})

const rows = Object.entries(lines).filter(([, own]) => own.length > 0)

describe.each(rows)('serin %s shows no Secret', (_, own) => {
  test.each(own)('%s', line => {
    const shown = traces(line)
    expect(shown).not.toContain(canary)
    expect(shown).not.toContain(encoded)
  })
})

test('serin fn hands back the Secrets that it was given, and shows them nowhere else', () => {
  const ran = serin(['fn'], { input: files['list.yaml'] ?? '' })
  expect(ran.stderr).not.toContain(canary)
  expect(ran.stdout.split(canary)).toHaveLength(2)
})
