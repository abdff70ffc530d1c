// Lays out what the container image adds to its base: serin, and the plugin's folder of Argo CD's sidecar. The Dockerfile runs it;
// so does the test that has no builder of images. `node scripts/image-tree.mjs DIR`
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const [root] = process.argv.slice(2)
if (root === undefined) throw new Error('usage: node scripts/image-tree.mjs DIR')
const library = join(root, 'usr/local/lib/serin')
const plugin = join(root, 'home/argocd/cmp-server')

for (const folder of [library, join(root, 'usr/local/bin'), join(plugin, 'config'), join(plugin, 'plugins')]) {
  mkdirSync(folder, { recursive: true })
}
// Without the caches of compiled code: serin would start faster, but no two builds of them are the same.
cpSync('dist/cli', join(library, 'cli'), { recursive: true, filter: path => !path.endsWith('.cache') })
cpSync('LICENSE', join(library, 'LICENSE'))
// There is neither a shell nor env in the image.
const start = readFileSync('dist/serin.cjs', 'utf8').replace('#!/usr/bin/env node', '#!/usr/local/bin/node')
writeFileSync(join(library, 'serin.cjs'), start)
symlinkSync('../lib/serin/serin.cjs', join(root, 'usr/local/bin/serin'))
const [first] = execFileSync(process.execPath, ['dist/serin.cjs', 'plugin', 'argocd'], { encoding: 'utf8' }).split(
  '---\n',
)
writeFileSync(join(plugin, 'config/plugin.yaml'), first)
normalize(root)

/** The same modes and times whoever builds it, and when. */
function normalize(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) normalize(path)
    else if (entry.isFile()) chmodSync(path, entry.name === 'serin.cjs' ? 0o755 : 0o644)
    touch(path)
  }
  chmodSync(folder, 0o755)
  touch(folder)
}

function touch(path) {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? 0)
  lutimesSync(path, seconds, seconds)
}
