// The command line as dist/serin.cjs: CommonJS, because its compiled code can be kept (build-code-cache.mjs) and Node starts
// it faster than modules. esbuild splits modules only, so each part is made CommonJS afterwards: a command loads the parts
// that it needs and no others.
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'

/** Where the parts are, below dist/. */
export const partsFolder = 'cli'

export async function buildCommandLine() {
  const { outputFiles } = await build({
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: join('dist', partsFolder),
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    // yargs asks where it lies.
    define: { 'import.meta.url': 'moduleUrl' },
  })
  mkdirSync(join('dist', partsFolder), { recursive: true })
  await Promise.all(outputFiles.map(writePart))
}

async function writePart({ path, text }) {
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
  writeFileSync(join('dist', partsFolder, basename(path)), where + code)
}
