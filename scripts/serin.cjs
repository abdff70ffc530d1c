#!/usr/bin/env node
// Becomes dist/serin.cjs, which users start: it runs the parts of the command line in dist/cli, with the machine code that V8
// made of them when they were built. That halves the time to start. Another version of Node rejects the caches and compiles
// as usual; nothing else depends on them.
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

const folder = `${__dirname}/cli/`
/** By file name: its script, and the functions of its parts by their names. */
const packs = new Map()
const modules = new Map()

/** `id` is FILE/PART. */
function load(id) {
  const known = modules.get(id)
  if (known) return known.exports
  const [file, part] = id.split('/')
  const module = { exports: {} }
  modules.set(id, module)
  packNamed(file).parts[part](module.exports, requireFrom, module, folder + file, folder)
  return module.exports
}

function requireFrom(id) {
  return id.startsWith('./') ? load(id.slice(2)) : require(id)
}

function packNamed(file) {
  const known = packs.get(file)
  if (known) return known
  const filename = folder + file
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: cacheOf(filename) })
  const pack = { script, parts: script.runInThisContext() }
  packs.set(file, pack)
  return pack
}

function cacheOf(filename) {
  try {
    return readFileSync(`${filename}.cache`)
  } catch {
    return undefined
  }
}

const inOnePiece = new Set(['render', 'lint', 'timeline'])

/** Some commands have a file of their own, with all that they always need in one piece. For another engine they need more. */
function mainFor([command, ...words]) {
  const isPlain = inOnePiece.has(command) && !words.some(word => word.startsWith('--engine'))
  return load(isPlain ? `${command}.cjs/${command}.cjs` : 'main.cjs/main.cjs').main
}

if (require.main === module) mainFor(process.argv.slice(2))(process.argv.slice(2))
else module.exports = { mainFor, packs, folder, inOnePiece }
