// schemas/NAME.schema.json → build/validators/NAME.js, standalone code: no schema is compiled at run time.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'

const out = 'build/validators'

/** Schemas refer to one another by file name. One module each, so that a command loads only what it validates. */
export async function buildValidators() {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const files = readdirSync('schemas')
    .filter(file => file.endsWith('.schema.json'))
    .sort()
  for (const file of files) {
    const ajv = newAjv()
    for (const other of files) ajv.addSchema(JSON.parse(readFileSync(`schemas/${other}`, 'utf8')), other)
    const name = file.replace('.schema.json', '')
    await build({
      stdin: { contents: standalone.default(ajv, { validate: file }), resolveDir: '.' },
      outfile: `${out}/${name}.js`,
      bundle: true,
      format: 'esm',
      legalComments: 'none',
    })
    writeFileSync(`${out}/${name}.d.ts`, declaration)
  }
}

function newAjv() {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    // Formats are what the API server and serin's own checks know; ajv's `url` refuses http://loadtester/.
    validateFormats: false,
    code: { source: true, esm: true, optimize: 2 },
  })
  return ajv.addVocabulary(['x-kubernetes-int-or-string', 'markdownDescription', 'enumDescriptions'])
}

const declaration = `import type { ErrorObject } from 'ajv'

export declare const validate: {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}
`
