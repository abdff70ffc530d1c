// Builds what `npx serin` and the library run: validators and templates compiled from schemas/ and templates/ into build/,
// then the command line and the library into dist/.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { buildCodeCache } from './build-code-cache.mjs'
import { buildCommandLine } from './build-command-line.mjs'
import { buildTemplates } from './build-templates.mjs'
import { buildValidators } from './build-validators.mjs'

await buildValidators()
buildVersion()
await buildTemplates()
rmSync('dist', { recursive: true, force: true })
await buildCommandLine()
copyFileSync('scripts/serin.cjs', 'dist/serin.cjs')
chmodSync('dist/serin.cjs', 0o755)
await buildLibrary()
await buildCodeCache()

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
