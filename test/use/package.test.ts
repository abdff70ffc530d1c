// What `npm pack` makes works where it is installed: the command, the library, its types, and the library in a browser.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import vm from 'node:vm'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { beforeAll, describe, expect, test } from 'vitest'
import { scratch } from '../cli/serin.ts'

let home: string
let size: number
beforeAll(() => {
  const work = scratch()
  const pack = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work.folder])
  const [{ filename, size: bytes }] = JSON.parse(String(pack))
  size = bytes
  home = join(work.folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{"private": true, "type": "module"}')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(work.folder, filename)], {
    cwd: home,
    stdio: 'pipe',
  })
  return () => work[Symbol.dispose]()
}, 120_000)

describe('the package', () => {
  test('has nothing that publint objects to', async () => {
    const { messages, pkg } = await publint({ pkgDir: resolve('.'), strict: true })
    expect(messages.map(message => formatMessage(message, pkg ?? {}))).toEqual([])
  })

  test('brings no other package along, and is no larger than docs/use/library.md says', () => {
    const lock = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8'))
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/serin'])
    const [, megabytes = ''] = /at most ([\d.]+) MB to download/.exec(readFileSync('docs/use/library.md', 'utf8')) ?? []
    expect(size).toBeLessThan(Number(megabytes) * 1e6)
  })

  test('serin runs', () => {
    cpSync('fixtures/shop/values.yaml', join(home, 'values.yaml'))
    const words = ['render', '-f', 'values.yaml', '--app', 'shop', '--release', 'shop-prod', '-n', 'prod']
    const { stdout, stderr } = spawnSync('node_modules/.bin/serin', words, { cwd: home, encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: readFileSync('fixtures/shop/expected.yaml', 'utf8'), stderr: '' })
    const help = spawnSync('node_modules/.bin/serin', ['render', '--help'], { cwd: home, encoding: 'utf8' })
    expect(help.stdout).toContain('Examples:')
  })

  test('the library is imported, and has its types', () => {
    writeFileSync(
      join(home, 'use.ts'),
      `import { type Finding, type Input, lint, render } from 'serin'
const input: Input = { values: [{ name: 'values.yaml', text: 'flaggerCanary: {enabled: true}' }] }
const findings: Finding[] = lint(input)
// @ts-expect-error: a chart that there is not
const wrong: Input = { chart: '0-0-0' }
console.log(render(input).manifests.length, wrong === input, findings.filter(({ severity }) => severity === 'error').length)
`,
    )
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '']
    const tsc = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, 'use.ts'], {
      cwd: home,
      encoding: 'utf8',
    })
    expect(tsc.stdout).toBe('')
    const lines = readFileSync(join(home, 'use.ts'), 'utf8')
      .replace(/type \w+, /g, '')
      .replace(/: (?:Input|Finding\[\]) =/g, ' =')
    writeFileSync(join(home, 'use.js'), lines)
    expect(execFileSync(process.execPath, ['use.js'], { cwd: home, encoding: 'utf8' })).toBe('7 false 0\n')
  })
})

describe('in a browser', () => {
  const bundle = async (file: string, options: object) => {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      platform: 'browser',
      write: false,
      absWorkingDir: home,
      nodePaths: [join(home, 'node_modules')],
      logLevel: 'error',
      ...options,
    })
    return outputFiles[0]?.text ?? ''
  }

  test('the library needs nothing of Node', async () => {
    writeFileSync(join(home, 'all.js'), "export * from 'serin'\n")
    const code = await bundle('all.js', { format: 'iife', globalName: 'serin' })
    // Nothing but the language: no process, no Buffer, no require.
    const context = vm.createContext({ structuredClone, TextEncoder, TextDecoder })
    vm.runInContext(`${code}; globalThis.serin = serin`, context)
    const input = JSON.stringify({ values: [{ name: 'v', text: 'flaggerCanary: {enabled: true}' }] })
    const count = vm.runInContext(
      `serin.render(${input}).manifests.length + serin.timeline(${input}).timelines.length`,
      context,
    )
    expect(count).toBe(8)
  })

  const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
    name => spawnSync(name, ['--version']).status === 0,
  )
  test.skipIf(!chromium)('the example shows manifests and the rollout (skipped without Chromium)', async () => {
    const page = join(home, 'page')
    mkdirSync(page)
    cpSync('examples/browser/index.html', join(page, 'index.html'))
    writeFileSync(join(page, 'main.js'), await bundle(resolve('examples/browser/main.js'), { format: 'iife' }))
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${join(home, 'profile')}`,
      '--dump-dom',
    ]
    const { stdout } = spawnSync(chromium ?? '', [...flags, `file://${page}/index.html`], {
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect(stdout).toContain('kind: Canary')
    expect(stdout).toContain('stepWeight: 10')
    expect(stdout).toContain('Promotion')
  })
})
