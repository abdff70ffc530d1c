// dist/serin.cjs, which users start: it runs dist/cli.cjs, with the machine code that V8 made of it when it was built. That
// halves the time to start. Another version of Node rejects the cache and compiles as usual; nothing else depends on it.
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** What people run most: the functions that these need are in the cache, compiled. */
const usual = [
  ['render', '-f', 'fixtures/shop/values.yaml'],
  ['render', '-f', 'fixtures/minimal/values.yaml', '--set', 'flaggerCanary.analysis.stepWeight=x'],
  ['render', '--check', '--no-cache', '--config', 'fixtures/project/serin.yaml'],
]

export function buildCodeCache() {
  writeFileSync('dist/serin.cjs', loader)
  chmodSync('dist/serin.cjs', 0o755)
  // In a process of its own: the cache holds what that process has compiled. What the commands say does not matter.
  execFileSync(process.execPath, [import.meta.filename], { stdio: 'pipe' })
}

const loader = `#!/usr/bin/env node
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
const filename = __dirname + '/cli.cjs'
let cachedData
try {
  cachedData = readFileSync(__dirname + '/cli.cache')
} catch {}
const source = '(function(exports,require,module,__filename,__dirname){' + readFileSync(filename, 'latin1') + '\\n})'
new Script(source, { filename, cachedData }).runInThisContext()(exports, require, module, filename, __dirname)
module.exports.main(process.argv.slice(2))
`

if (process.argv[1] === import.meta.filename) await compile()

async function compile() {
  const { createRequire } = await import('node:module')
  const { Script } = await import('node:vm')
  const filename = resolve('dist/cli.cjs')
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`
  const script = new Script(source, { filename })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, resolve('dist'))
  for (const words of usual) await module.exports.main(words)
  writeFileSync('dist/cli.cache', script.createCachedData())
  process.exitCode = 0
}
