// Builds what `npx serin` and the library run: validators and templates compiled from schemas/ and templates/ into build/,
// then one bundle with lazily loaded parts in dist/, then the type declarations of the library.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { buildTemplates } from './build-templates.mjs'
import { buildValidators } from './build-validators.mjs'

await buildValidators()
buildVersion()
await buildTemplates()

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: { serin: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  legalComments: 'none',
  // Bundled CommonJS packages (yargs, handlebars) ask for Node's modules with require.
  banner: {
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
})

const tsc = 'node_modules/typescript/bin/tsc'
if (existsSync(tsc)) execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { stdio: 'inherit' })

/** package.json is the one place that knows the version. */
function buildVersion() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  mkdirSync('build', { recursive: true })
  writeFileSync('build/version.js', `export const version = '${version}'\n`)
  writeFileSync('build/version.d.ts', 'export declare const version: string\n')
}
