import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { scratch, serin } from './serin.ts'

const shop = readFileSync('fixtures/shop/values.yaml', 'utf8')
const misspelt = shop.replace('stepWeight: 5', 'stepweight: 5')

describe('--report', () => {
  test('is one file with the findings, the picture of the rollout and every manifest', () => {
    using work = scratch()
    const file = join(work.folder, 'out/preview.html')
    const { code, stderr, stdout } = serin([
      'preview',
      '-f',
      'fixtures/shop/values.yaml',
      '--app',
      'shop',
      '--report',
      file,
    ])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: `wrote ${file}\n` })
    const page = readFileSync(file, 'utf8')
    expect(page).toContain('<h1>shop</h1>')
    expect(page).toContain('[DT008]')
    expect(page).toMatch(/<svg /)
    expect([...page.matchAll(/<summary>(\w+) [\w-]+<\/summary>/g)].map(([, kind]) => kind)).toEqual([
      ...['Gateway', 'Canary', 'HorizontalPodAutoscaler'],
      ...[
        'Service',
        'Service',
        'HorizontalPodAutoscaler',
        'Service',
        'DestinationRule',
        'DestinationRule',
        'VirtualService',
      ],
    ])
    expect(page).toContain('stepWeight: 5')
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org|flagger-loadtester|prometheus)[^ "<]*\.(js|css)/)
  })

  test('has the same bytes every time', () => {
    using work = scratch()
    const pages = ['a', 'b'].map(name => {
      const file = join(work.folder, `${name}.html`)
      serin(['preview', '--manifests', 'fixtures/providers/istio/manifests.yaml', '--report', file])
      return readFileSync(file, 'utf8')
    })
    expect(pages[0]).toBe(pages[1])
  })

  test('of the other engine', () => {
    using work = scratch()
    const file = join(work.folder, 'preview.html')
    const manifests = ['canary', 'deployment'].flatMap(name => ['--manifests', `fixtures/engines/${name}.yaml`])
    expect(serin(['preview', ...manifests, '--engine', 'rollouts', '--report', file]).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('<summary>Rollout shop</summary>')
  })

  test('of an input with errors has them, in words of its own that nothing escapes from', () => {
    using work = scratch()
    const file = join(work.folder, 'preview.html')
    writeFileSync(
      join(work.folder, 'values.yaml'),
      misspelt.replace('stepweight: 5', 'stepweight: "</pre><script>x</script>"'),
    )
    const args = ['preview', '-f', join(work.folder, 'values.yaml'), '--app', '<img src=x>', '--report', file]
    expect(serin(args).code).toBe(1)
    const page = readFileSync(file, 'utf8')
    expect(page).toContain('did you mean `stepWeight`?')
    expect(page).toContain('&lt;/pre&gt;&lt;script&gt;')
    expect(page).not.toMatch(/<script|<img/)
  })

  test('of every app of serin.yaml', () => {
    using work = scratch()
    const file = join(work.folder, 'preview.html')
    expect(serin(['preview', '--config', 'fixtures/project/serin.yaml', '--report', file]).code).toBe(0)
    const names = [...readFileSync(file, 'utf8').matchAll(/<h1>([^<]*)<\/h1>/g)].map(([, name]) => name)
    expect(names).toEqual(['shop (dev)', 'shop (prod)', 'cart (dev)'])
  })

  test('of a text that is no YAML: exit code 2, and the page says where', () => {
    using work = scratch()
    const file = join(work.folder, 'preview.html')
    writeFileSync(join(work.folder, 'values.yaml'), 'a: [1\n')
    expect(serin(['preview', '-f', join(work.folder, 'values.yaml'), '--report', file]).code).toBe(2)
    expect(readFileSync(file, 'utf8')).toContain('values.yaml:1:4')
  })

  test.each([
    [['-f', '-'], 'stdin cannot be read again'],
    [['-f', 'nothing.yaml', '--report', 'x.html'], 'cannot read nothing.yaml'],
    [['-f', 'fixtures/shop/values.yaml', '--port', '80a'], '--port 80a: expected a number from 0 to 65535'],
    [['-f', 'fixtures/shop/values.yaml', '--port', '70000'], '--port 70000: expected'],
    [['values.yaml'], 'unexpected word values.yaml'],
  ])('%j: exit code 2', (args, message) => {
    const { code, stderr, stdout } = serin(['preview', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('the server', () => {
  let running: ChildProcess | undefined
  afterEach(() => running?.kill('SIGKILL'))

  async function start(...args: string[]): Promise<string> {
    running = spawn(process.execPath, [resolve('dist/serin.cjs'), 'preview', '--port', '0', ...args])
    const [line] = await once(running.stderr ?? expect.fail(), 'data')
    return /http:\/\/127\.0\.0\.1:\d+\//.exec(String(line))?.[0] ?? expect.fail(String(line))
  }

  test('serves the page, and tells it when a file has changed', async () => {
    using work = scratch()
    const file = join(work.folder, 'values.yaml')
    writeFileSync(file, shop)
    const address = await start('-f', file, '--app', 'shop')
    const answer = await fetch(address)
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*script-src 'sha256-/)
    expect(await answer.text()).toContain('stepWeight: 5')

    const changes = await fetch(`${address}changes`)
    const told = changes.text()
    writeFileSync(file, misspelt)
    expect(await told).toContain('data: changed\n\n')
    expect(await (await fetch(address)).text()).toContain('did you mean `stepWeight`?')

    rmSync(file)
    expect(await (await fetch(address)).text()).toContain(`cannot read ${file}`)
  })

  test('follows serin.yaml', async () => {
    using work = scratch()
    cpSync('fixtures/project', work.folder, { recursive: true })
    const config = join(work.folder, 'serin.yaml')
    const address = await start('--config', config)
    const apps = async () => [...(await (await fetch(address)).text()).matchAll(/<h1>([^<]*)/g)].map(([, name]) => name)
    expect(await apps()).toEqual(['shop (dev)', 'shop (prod)', 'cart (dev)'])
    const told = (await fetch(`${address}changes`)).text()
    writeFileSync(config, readFileSync(config, 'utf8').replace(/ {2}cart:.*/s, ''))
    expect(await told).toContain('data: changed')
    expect(await apps()).toEqual(['shop (dev)', 'shop (prod)'])
    writeFileSync(config, 'apps: [')
    expect(await apps()).toEqual(['serin'])
  })

  test('answers this machine alone, and only for its page', async () => {
    const address = await start('-f', 'fixtures/minimal/values.yaml', '--app', 'shop')
    expect((await fetch(`${address}etc/passwd`)).status).toBe(404)
    expect((await fetch(address, { method: 'POST' })).status).toBe(405)
    // fetch sets the host itself, as browsers do.
    expect(await statusFor(address, 'evil.example.com')).toBe(403)
    expect(await statusFor(address, 'localhost:80')).toBe(200)
  })

  test('ends in peace, also while a page waits for changes', async () => {
    const address = await start('-f', 'fixtures/minimal/values.yaml', '--app', 'shop')
    const waiting = fetch(`${address}changes`).then(answer => answer.text())
    waiting.catch(() => {})
    await fetch(address)
    running?.kill('SIGTERM')
    expect(await once(running ?? expect.fail(), 'exit')).toEqual([0, null])
  })

  test('says that a port is taken', async () => {
    const address = await start('-f', 'fixtures/minimal/values.yaml', '--app', 'shop')
    const { code, stderr } = serin(['preview', '-f', 'fixtures/minimal/values.yaml', '--port', new URL(address).port])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('it is in use; choose another') })
  })
})

function statusFor(address: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
}
