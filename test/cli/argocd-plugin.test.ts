// What Argo CD's own plugin server (3.6) answered, with the plugin.yaml that serin writes: the same files, parameters and
// environment give the same here. `node scripts/check-real-tools.mjs` asks the server itself.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedBy } from '../../src/cli/run/argocd/environment.ts'
import { UsageError } from '../../src/cli/usage.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { scratch, serin } from './serin.ts'

type Announced = Record<string, unknown> & { name: string; collectionType?: string }

interface Case {
  name: string
  rpc: keyof typeof verbs
  appPath: string
  files: Record<string, string>
  env: Record<string, string>
  timeout?: number
  answer: { error?: string; manifests?: unknown[]; isSupported?: boolean; parameters?: Announced[] }
}

const verbs = { MatchRepository: 'discover', GenerateManifest: 'generate', GetParametersAnnouncement: 'parameters' }
const text: unknown = JSON.parse(readFileSync('fixtures/golden/argocd-plugin/cases.json', 'utf8'))
const cases = (text as Case[]).filter(({ timeout }) => timeout === undefined)
const ofKind = (rpc: Case['rpc']) => cases.filter(each => each.rpc === rpc).map(each => [each.name, each] as const)

function run({ rpc, appPath, files, env }: Pick<Case, 'rpc' | 'appPath' | 'files' | 'env'>) {
  using work = scratch()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work.folder, path)), { recursive: true })
    writeFileSync(join(work.folder, path), content)
  }
  return serin(['plugin', 'argocd', verbs[rpc]], { cwd: join(work.folder, appPath), env })
}

test.each(ofKind('MatchRepository'))('%s', (_, one) => {
  const { code, stdout } = run(one)
  expect({ code, isSupported: stdout.trim() !== '' }).toEqual({ code: 0, isSupported: one.answer.isSupported })
})

test.each(ofKind('GetParametersAnnouncement'))('%s', (_, one) => {
  const { code, stdout } = run(one)
  const announced: Announced[] = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(announced.every(({ collectionType }) => ['string', 'array', 'map'].includes(collectionType ?? ''))).toBe(true)
  // After them come those of plugin.yaml. An empty list does not survive the way over the wire.
  const sent = announced.map(withoutWords)
  expect(sent).toEqual(one.answer.parameters?.slice(0, sent.length).map(withoutWords))
})

function withoutWords({ title: _, tooltip: __, ...announced }: Announced): object {
  return Object.fromEntries(Object.entries(announced).filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

test.each(ofKind('GenerateManifest'))('%s', (_, one) => {
  const { code, stdout, stderr } = run(one)
  if (one.answer.error !== undefined) {
    const said = `error generating manifests: \`serin plugin argocd generate\` failed exit status ${code}: ${stderr.trim()}`
    expect({ stdout, said }).toEqual({ stdout: '', said: one.answer.error })
  } else {
    expect(stderr).toBe('')
    expect(readYaml(stdout).documents).toEqual(one.answer.manifests)
    expect(stdout).not.toContain('argocd.argoproj.io/')
  }
})

describe('what an administrator gets', () => {
  test('plugin.yaml has only keys that Argo CD reads, which it does not check itself', () => {
    using work = scratch()
    expect(serin(['plugin', 'argocd', '--out', work.folder])).toMatchObject({ code: 0, stdout: '' })
    const [plugin] = readYaml(readFileSync(join(work.folder, 'plugin.yaml'), 'utf8')).documents ?? []
    const command = (verb: string) => ({ command: ['serin', 'plugin', 'argocd', verb] })
    expect(plugin).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ConfigManagementPlugin',
      metadata: { name: 'serin' },
      spec: {
        discover: { find: command('discover') },
        generate: command('generate'),
        parameters: { static: expect.any(Array), dynamic: command('parameters') },
      },
    })
  })

  test('without --out all files are one stream', () => {
    const { stdout } = serin(['plugin', 'argocd', '--image', 'registry.example.com/serin:1'])
    expect(stdout.match(/^# .*\.yaml$/gm)).toEqual([
      '# plugin.yaml',
      '# repo-server-patch.yaml',
      '# argocd-cm-patch.yaml',
      '# application.yaml',
    ])
    expect(stdout).toContain('image: registry.example.com/serin:1')
    expect(readYaml(stdout).documents).toHaveLength(4)
  })
})

test('a functionConfig called serin.yaml makes no folder ours', () => {
  const files = {
    'shop/serin.yaml': 'apiVersion: serin/v1\nkind: Serin\n',
    'shop/kustomization.yaml': 'resources: []\n',
  }
  const ran = run({ rpc: 'MatchRepository', appPath: 'shop', files, env: { ARGOCD_APP_SOURCE_PATH: 'shop' } })
  expect(ran).toEqual({ code: 0, stdout: '', stderr: '' })
})

describe('generate', () => {
  const values = { 'shop/values.yaml': 'flaggerCanary: {enabled: true}\n' }
  const generate = (env: Record<string, string>, files: Case['files'] = values) =>
    run({ rpc: 'GenerateManifest', appPath: 'shop', files, env: { ARGOCD_APP_SOURCE_PATH: 'shop', ...env } })

  test('PARAM_* counts where there is no JSON, as when it is tried by hand', () => {
    expect(generate({ PARAM_RELEASE: 'web', PARAM_VALUES_0: 'values.yaml' }).stdout).toContain('name: web-')
  })

  test('a link out of the repository is not followed', () => {
    using work = scratch()
    mkdirSync(join(work.folder, 'repo/shop'), { recursive: true })
    writeFileSync(join(work.folder, 'secret.yaml'), 'flaggerCanary: {enabled: true}\n')
    symlinkSync(join(work.folder, 'secret.yaml'), join(work.folder, 'repo/shop/values.yaml'))
    const env = { ARGOCD_APP_SOURCE_PATH: 'shop' }
    const ran = serin(['plugin', 'argocd', 'generate'], { cwd: join(work.folder, 'repo/shop'), env })
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: 'serin: values.yaml is not in the repository\n' })
  })

  test.each([
    ...['{', '3', '[1]', '[{"string":"x"}]'],
    ...['[{"name":"release","string":{"toString":{}}}]', '[{"name":"values","array":[["a"]]}]'],
    '[{"name":"set","map":{"a":{}}}]',
  ])('parameters that are none: %s', parameters => {
    expect(generate({ ARGOCD_APP_PARAMETERS: parameters })).toMatchObject({ code: 2, stdout: '' })
  })

  test('no parameters make it throw anything but a sentence for the user', () => {
    const parameter = fc.record(
      {
        name: fc.constantFrom('values', 'set', 'release', 'compat', 'generated', 'x'),
        string: fc.anything(),
        array: fc.anything(),
        map: fc.anything(),
      },
      { requiredKeys: [] },
    )
    const texts = fc.oneof(
      fc.string(),
      fc.array(parameter, { maxLength: 3 }).map(each => JSON.stringify(each)),
    )
    fc.assert(
      fc.property(texts, text => {
        try {
          askedBy({ ARGOCD_APP_PARAMETERS: text, ARGOCD_APP_NAME: text })
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })

  test('a cluster without Flagger is worth a line in the log', () => {
    const { code, stderr } = generate({ KUBE_API_VERSIONS: 'v1,apps/v1' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'serin: the cluster does not know flagger.app/v1beta1\n' })
  })

  test('many mistakes stay readable', () => {
    const keys = Array.from({ length: 50 }, (_, i) => `  key${i}: 1`).join('\n')
    const { stderr } = generate({}, { 'shop/values.yaml': `flaggerCanary:\n  enabled: true\n${keys}\n` })
    expect(stderr.trim().split('\n')).toHaveLength(21)
    expect(stderr).toContain('and 30 more errors')
  })
})

test.each([['argocd', 'generat'], ['flux'], []])('wrong words: %j', (...words) => {
  expect(serin(['plugin', ...words])).toMatchObject({ code: 2, stdout: '' })
})
