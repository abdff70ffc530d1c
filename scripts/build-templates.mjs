// templates/**/*.hbs → build/templates.js: plans as JSON, so that neither Handlebars nor any compiling is needed at run time.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build } from 'esbuild'
import { textsModule } from './texts-module.mjs'

export async function buildTemplates() {
  const compile = await loadCompiler()
  const plans = hbsFiles().map(file => {
    const { plan, problems } = compile(file, readFileSync(file, 'utf8'))
    for (const { at, message } of problems) throw new Error(`${file}:${at.line}:${at.column} ${message}`)
    const name = relative('templates', file)
      .split(sep)
      .join('/')
      .replace(/\.hbs$/, '')
    return [name, JSON.stringify(plan)]
  })
  mkdirSync('build', { recursive: true })
  writeFileSync('build/templates.js', textsModule('templates', plans))
  writeFileSync('build/templates.d.ts', declaration)
}

/** The compiler is TypeScript, so it is bundled first, and imported from memory. */
async function loadCompiler() {
  const { outputFiles } = await build({
    entryPoints: ['src/render/template/compile.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  })
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
  return module.compile
}

function hbsFiles() {
  return readdirSync('templates', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.hbs'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

const declaration = `/** Compiled templates by name: the path below templates/ without .hbs. Each is a plan (src/render/template/plan.ts) as JSON. */
export declare const templates: Readonly<Record<string, string>>
`
