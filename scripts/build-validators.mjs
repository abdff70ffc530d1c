// schemas/NAME.schema.json → build/validators/NAME.js, standalone code: no schema is compiled at run time.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { textsModule } from './texts-module.mjs'

const out = 'build/validators'

/**
 * Schemas refer to one another by file name. One module each, so that a command loads only what it validates. Their texts
 * go into build/schemas.js, unparsed: they are read when there is a mistake to describe.
 */
export async function buildValidators() {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const files = readdirSync('schemas')
    .filter(file => file.endsWith('.schema.json'))
    .sort()
  const texts = files.map(file => [file, readFileSync(`schemas/${file}`, 'utf8')])
  const schemas = texts.map(([file, text]) => [file, bare(JSON.parse(text))])
  for (const file of files) {
    const ajv = newAjv()
    for (const [other, schema] of schemas) ajv.addSchema(schema, other)
    const name = file.replace('.schema.json', '')
    await build({
      stdin: { contents: linear(standalone.default(ajv, { validate: file })), resolveDir: '.' },
      outfile: `${out}/${name}.js`,
      bundle: true,
      minify: true,
      format: 'esm',
      legalComments: 'none',
    })
    writeFileSync(`${out}/${name}.d.ts`, declaration)
  }
  const minified = texts.map(([file, text]) => [file, JSON.stringify(JSON.parse(text))])
  writeFileSync('build/schemas.js', textsModule('schemaTexts', minified))
  writeFileSync('build/schemas.d.ts', 'export declare const schemaTexts: Record<string, string>\n')
}

/** ajv copies all errors so far whenever a referenced schema fails: a list of n bad items would take n² steps. */
function linear(code) {
  const copy = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\)/g
  return `${code.replace(copy, 'vErrors = joined(vErrors, $1.errors)')}
function joined(errors, more) {
  if (errors === null) return more
  for (const error of more) errors.push(error)
  return errors
}
`
}

/** A schema without its texts, which a validator would carry along and build at every start. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare)
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword))
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, named.has(keyword) ? each(value) : bare(value)]))
}

/** What stands under these keywords has names of the user's choosing: a property may be called `title`. */
const named = new Set(['properties', 'patternProperties', 'definitions'])
const each = schemas => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]))

const annotations = new Set([
  'title',
  'description',
  'default',
  'examples',
  'markdownDescription',
  'enumDescriptions',
  'errorMessage',
  'deprecationMessage',
  'x-code',
  'x-null',
  'x-help',
  'x-guess',
  'x-unknown',
])

function newAjv() {
  const ajv = new Ajv({
    allErrors: true,
    // src/values/ has its own words, and a definition compiled once is read faster than many copies of it.
    messages: false,
    inlineRefs: false,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    // Formats are what the API server and serin's own checks know; ajv's `url` refuses http://loadtester/.
    validateFormats: false,
    code: { source: true, esm: true, optimize: 2 },
  })
  return ajv.addVocabulary(['x-kubernetes-int-or-string'])
}

const declaration = `import type { ErrorObject } from 'ajv'

export declare const validate: {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}
`
