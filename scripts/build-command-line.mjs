// The command line as dist/serin.cjs and dist/cli: CommonJS, because its compiled code can be kept (build-code-cache.mjs) and
// Node starts it faster than modules. esbuild splits modules only, so each part is made CommonJS afterwards. A command loads
// the parts that it needs and no others; parts that are always needed together share a file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build, transform } from 'esbuild'

const folder = 'dist/cli'

export async function buildCommandLine() {
  const { outputFiles, metafile } = await build({
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    // yargs asks where it lies.
    define: { 'import.meta.url': 'moduleUrl' },
  })
  const packOf = packsOf(metafile.outputs)
  const packs = new Map()
  for (const { path, text } of outputFiles) {
    const name = basename(path)
    const pack = packs.get(packOf(name)) ?? []
    pack.push(await partOf(name, text, packOf))
    packs.set(packOf(name), pack)
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, parts] of packs) writeFileSync(`${folder}/${name}`, `({${parts.sort().join(',\n')}})`)
}

/** main.cjs has what every run needs, render.cjs what rendering needs beside it and most commands with it; others are alone. */
function packsOf(outputs) {
  const needs = ({ imports }) => imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
  const closureOf = entry => {
    const [start] = Object.keys(outputs).filter(path => outputs[path].entryPoint === entry)
    const closure = new Set([start])
    for (const path of closure) for (const needed of needs(outputs[path])) closure.add(needed.path)
    return new Set([...closure].map(path => basename(path)))
  }
  const main = closureOf('src/cli/main.ts')
  const render = closureOf('src/cli/run/render.ts')
  return name => (main.has(name) ? 'main.cjs' : render.has(name) ? 'render.cjs' : name)
}

/** A property of the object that a file of parts is: `"chunk.cjs": function (exports, …) {…}`. */
async function partOf(name, text, packOf) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Names stay, for stack traces in reports of faults.
    minifySyntax: true,
    minifyWhitespace: true,
    // Code that comes from a cache cannot import.
    supported: { 'dynamic-import': false },
  })
  const where = code.includes('moduleUrl') ? "const moduleUrl=require('node:url').pathToFileURL(__filename).href;" : ''
  const body = code.replace(/\brequire\("\.\/([^"]+)"\)/g, (_, part) => `require("./${packOf(part)}/${part}")`)
  return `${JSON.stringify(name)}:function(exports,require,module,__filename,__dirname){${where}${body}\n}`
}
