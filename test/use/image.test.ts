// The Dockerfile's own steps, without a builder of images: they make the tree of files that the image adds to its base. Run as root
// it also starts serin there, as user 999 on a root file system that cannot be written.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scratch } from '../cli/serin.ts'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const tree = 'node scripts/image-tree.mjs /image'

function buildTree(root: string): void {
  execFileSync(process.execPath, [...tree.split(' ').slice(1, 2), root], {
    env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
  })
}

/** Every path with its mode, time and content. */
function digest(root: string): string[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
  return paths.map(path => {
    const { mode, mtimeMs } = lstatSync(join(root, path))
    const content = lstatSync(join(root, path)).isFile() ? readFileSync(join(root, path)) : ''
    return `${path} ${mode.toString(8)} ${mtimeMs} ${createHash('sha256').update(content).digest('hex')}`
  })
}

describe('the image', () => {
  test('is built by the steps that are tested here, and runs as nobody special', () => {
    expect(dockerfile).toContain(`\nRUN node scripts/build.mjs\nRUN ${tree}\n`)
    expect(dockerfile).toMatch(/\nFROM \$\{BASE\}\n(COPY .*\n)*USER 999:999\n/)
    expect(dockerfile.slice(dockerfile.lastIndexOf('FROM'))).not.toContain('RUN')
  })

  test('has the same files twice, with serin where Argo CD looks for it', () => {
    using one = scratch()
    using other = scratch()
    buildTree(one.folder)
    buildTree(other.folder)
    expect(digest(one.folder)).toEqual(digest(other.folder))
    const plugin = readFileSync(join(one.folder, 'home/argocd/cmp-server/config/plugin.yaml'), 'utf8')
    expect(plugin).toContain('kind: ConfigManagementPlugin')
    expect(plugin).not.toContain('kind: Deployment')
  })
})

const isRoot = process.getuid?.() === 0
const mayMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0

describe.skipIf(!mayMount)('in it, as user 999 on a read-only root (skipped unless run as root with mounts)', () => {
  let folder: string
  let work: ReturnType<typeof scratch>
  beforeAll(() => {
    work = scratch()
    folder = join(work.folder, 'root')
    buildTree(folder)
    addBase(folder)
    cpSync('fixtures/shop/values.yaml', join(folder, 'repo/apps/shop/values.yaml'))
    execFileSync('chmod', ['-R', 'a+rX', work.folder])
    return () => work[Symbol.dispose]()
  })

  /** Node and the libraries that it is linked to, as the base image has them. */
  function addBase(root: string): void {
    cpSync(realpathSync(process.execPath), join(root, 'usr/local/bin/node'))
    const linked = spawnSync('ldd', [process.execPath], { encoding: 'utf8' }).stdout
    for (const [, library = ''] of linked.matchAll(/(\/\S+\.so\S*)/g)) {
      mkdirSync(join(root, dirname(library)), { recursive: true })
      cpSync(realpathSync(library), join(root, library))
    }
  }

  function inside(words: string[], cwd = '/') {
    const steps = [
      'mount --bind "$0" "$0"',
      'mount -o remount,bind,ro "$0"',
      'root="$0"; cd="$1"; shift',
      'exec chroot --userspec=999:999 "$root" /usr/local/bin/node -e \'process.chdir(process.argv[1]); const [c, ...a] = process.argv.slice(2); const r = require("child_process").spawnSync(c, a, { stdio: "inherit" }); process.exit(r.status ?? 9)\' "$cd" "$@"',
    ]
    const args = ['--mount', 'sh', '-ec', steps.join('\n'), folder, cwd, ...words]
    const env = { ARGOCD_APP_NAME: 'shop-prod', ARGOCD_APP_NAMESPACE: 'prod', ARGOCD_APP_SOURCE_PATH: 'apps/shop' }
    const { status, stdout, stderr } = spawnSync('unshare', args, {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    })
    return { status, stdout, stderr }
  }

  test('serin renders', () => {
    const words = ['-f', '/repo/apps/shop/values.yaml', '--app', 'shop', '--release', 'shop-prod', '-n', 'prod']
    const ran = inside(['/usr/local/bin/serin', 'render', ...words])
    expect(ran).toEqual({ status: 0, stdout: readFileSync('fixtures/shop/expected.yaml', 'utf8'), stderr: '' })
  })

  test('the plugin generates, helps and completes', () => {
    expect(inside(['/usr/local/bin/serin', 'plugin', 'argocd', 'generate'], '/repo/apps/shop')).toMatchObject({
      status: 0,
      stderr: '',
    })
    expect(inside(['/usr/local/bin/serin', 'render', '--help']).stdout).toContain('Examples:')
  })

  test('nothing can be written, and serin says so', () => {
    const { status, stderr } = inside(['/usr/local/bin/serin', 'plugin', 'argocd', '--out', '/repo/out'])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('cannot write to /repo/out') })
  })

  test('it is user 999, and there is no shell', () => {
    expect(inside(['/usr/local/bin/node', '-p', 'process.getuid()']).stdout).toBe('999\n')
    expect(inside(['/bin/sh', '-c', 'true']).status).not.toBe(0)
  })
})
