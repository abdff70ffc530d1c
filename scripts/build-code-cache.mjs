// Compiled code beside the parts of the command line, for scripts/serin.cjs to load.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import v8 from 'node:v8'

const shop = ['-f', 'fixtures/shop/values.yaml']
const canary = ['--manifests', 'fixtures/providers/istio/manifests.yaml']

/** What people run most: the functions that these need are in the caches, compiled. What they say does not matter. */
const usual = [
  ['render', ...shop],
  ['render', ...canary],
  ['render', ...shop, '--engine', 'rollouts'],
  ['render', '--check', '--no-cache', '--config', 'fixtures/project/serin.yaml'],
  ['lint', ...shop],
  ['lint', ...canary, '--format', 'json'],
  ['timeline', ...shop],
  ['timeline', ...canary, '--format', 'json'],
  ['diff', 'fixtures/shop/expected.yaml', 'fixtures/minimal/expected.yaml'],
  ['drift', ...canary],
  ['convert', ...canary, '--to', 'rollouts'],
  ['explain', 'values', 'flaggerCanary.analysis.stepWeight', ...shop],
]

/** In a process of its own: a cache holds what that process has compiled. */
export function buildCodeCache() {
  execFileSync(process.execPath, [import.meta.filename], { stdio: 'pipe' })
}

if (process.argv[1] === import.meta.filename) await compile()

async function compile() {
  const { mainFor, packs, folder } = createRequire(import.meta.url)(resolve('dist/serin.cjs'))
  // Compiled code that is not used for a while is thrown away. A cache that is made under other flags than Node's own is refused,
  // and so commands may set none here (src/cli/short-run.ts).
  const { setFlagsFromString } = v8
  v8.setFlagsFromString = () => {}
  setFlagsFromString('--no-flush-bytecode')
  for (const words of usual) await mainFor(words)(words)
  setFlagsFromString('--flush-bytecode')
  for (const [name, { script }] of packs) writeFileSync(`${folder}${name}.cache`, script.createCachedData())
  process.exitCode = 0
}
