#!/usr/bin/env node
// Becomes dist/serin.cjs, which users start: it runs the parts of the command line in dist/cli, with the machine code that V8
// made of them when they were built. That halves the time to start. Another version of Node rejects the caches and compiles
// as usual; nothing else depends on them.
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

const folder = `${__dirname}/cli/`
/** Scripts and exports of the parts that have been loaded, by their file names. */
const parts = new Map()

function load(name) {
  const known = parts.get(name)
  if (known) return known.module.exports
  const filename = folder + name
  const text = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`
  const script = new Script(text, { filename, cachedData: cacheOf(filename) })
  const module = { exports: {} }
  parts.set(name, { script, module })
  script.runInThisContext()(module.exports, requireFrom, module, filename, folder)
  return module.exports
}

function requireFrom(id) {
  return id.startsWith('./') ? load(id.slice(2)) : require(id)
}

function cacheOf(filename) {
  try {
    return readFileSync(`${filename}.cache`)
  } catch {
    return undefined
  }
}

if (require.main === module) load('main.cjs').main(process.argv.slice(2))
else module.exports = { load, parts, folder }
