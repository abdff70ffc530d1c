// Builds what `npx serin` and the library run: validators and templates compiled from schemas/ and templates/ into build/,
// then the command line and the library into dist/.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'
import { buildCodeCache } from './build-code-cache.mjs'
import { buildTemplates } from './build-templates.mjs'
import { buildValidators } from './build-validators.mjs'

/** Modules that few runs need and that bring large packages along. Each is a file of its own beside the command line. */
const parts = ['src/cli/help.ts', 'src/render/user-templates.ts']

await buildValidators()
buildVersion()
await buildTemplates()
rmSync('dist', { recursive: true, force: true })
await buildCommandLine()
await buildLibrary()
await buildCodeCache()

/**
 * CommonJS, in one file: Node starts it faster than modules, and its compiled code can be kept (build-code-cache.mjs).
 */
async function buildCommandLine() {
  const entries = { cli: 'src/cli/main.ts' }
  for (const part of parts) entries[nameOf(part)] = part
  await build({
    entryPoints: entries,
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Names stay, for stack traces in reports of faults.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    plugins: [{ name: 'parts', setup: keepPartsApart }],
    // A part is loaded with require: code that comes from a cache cannot import.
    supported: { 'dynamic-import': false },
    // yargs is an ES module that asks where it lies.
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl=require('node:url').pathToFileURL(__filename).href;" },
  })
}

function keepPartsApart({ onResolve }) {
  onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
    const part = kind === 'dynamic-import' && parts.find(file => basename(file) === basename(path))
    return part ? { path: `./${nameOf(part)}.cjs`, external: true } : undefined
  })
}

function nameOf(file) {
  return basename(file, '.ts')
}

async function buildLibrary() {
  await build({
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2023',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
  })
  const tsc = 'node_modules/typescript/bin/tsc'
  if (existsSync(tsc)) execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { stdio: 'inherit' })
}

/** package.json is the one place that knows the version. */
function buildVersion() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  mkdirSync('build', { recursive: true })
  writeFileSync('build/version.js', `export const version = '${version}'\n`)
  writeFileSync('build/version.d.ts', 'export declare const version: string\n')
}
