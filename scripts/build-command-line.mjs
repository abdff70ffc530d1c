// The command line as dist/serin.cjs and dist/cli: CommonJS, because its compiled code can be kept (build-code-cache.mjs) and
// Node starts it faster than modules. esbuild splits modules only, so each part is made CommonJS afterwards. A command loads
// the parts that it needs and no others; parts that are always needed together share a file. What the commands of hooks and of CI
// always need is built once more, in one piece for each, which is faster still.
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build, transform } from 'esbuild'
import serin from './serin.cjs'

const folder = 'dist/cli'

const common = {
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  // yargs asks where it lies.
  define: { 'import.meta.url': 'moduleUrl' },
}

/** Names stay, for stack traces in reports of faults. Code that comes from a cache cannot import. */
const plain = {
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  supported: { 'dynamic-import': false },
}

export async function buildCommandLine() {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    splitting: true,
    metafile: true,
    format: 'esm',
  })
  const packOf = packsOf(metafile.outputs)
  const packs = new Map()
  for (const { path, text } of outputFiles) {
    const name = basename(path)
    const pack = packs.get(packOf(name)) ?? []
    pack.push(await partOf(name, text, packOf))
    packs.set(packOf(name), pack)
  }
  for (const command of serin.inOnePiece) {
    const name = `${command}.cjs`
    packs.set(name, [asPart(name, await pieceOf(command, metafile.outputs, packOf))])
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, parts] of packs) writeFileSync(`${folder}/${name}`, `({${parts.sort().join(',\n')}})`)
}

/** What is imported when it is needed stays where it is. */
async function pieceOf(command, outputs, packOf) {
  const parts = new Map(Object.entries(outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]))
  const keepApart = ({ onResolve }) =>
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import' || path.endsWith(`/run/${command}.ts`)) return undefined
      const part = parts.get(relative('.', join(resolveDir, path)).replaceAll('\\', '/'))
      return { path: `./${packOf(part)}/${part}`, external: true }
    })
  const { outputFiles } = await build({
    ...common,
    ...plain,
    entryPoints: ['src/cli/main.ts'],
    plugins: [{ name: 'keep-apart', setup: keepApart }],
  })
  return outputFiles[0].text
}

/** main.cjs has what every run needs, core.cjs what rendering needs beside it and most commands with it; others are alone. */
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
  return name => (main.has(name) ? 'main.cjs' : render.has(name) ? 'core.cjs' : name)
}

/** A property of the object that a file of parts is: `"chunk.cjs": function (exports, …) {…}`. */
async function partOf(name, text, packOf) {
  const { code } = await transform(text, plain)
  return asPart(
    name,
    code.replace(/\brequire\("\.\/([^"]+)"\)/g, (_, part) => `require("./${packOf(part)}/${part}")`),
  )
}

function asPart(name, code) {
  const where = code.includes('moduleUrl') ? "const moduleUrl=require('node:url').pathToFileURL(__filename).href;" : ''
  return `${JSON.stringify(name)}:function(exports,require,module,__filename,__dirname){${where}${code}\n}`
}
