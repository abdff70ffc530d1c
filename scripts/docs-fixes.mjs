// Writes docs/fixes.md from the table of fixes; `--check` fails when the page is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import { importSource } from './source.mjs'

const page = 'docs/fixes.md'
const { fixes } = await importSource('src/devtron/fixes/index.ts')

const sections = fixes.map(
  ({ name, wrong, instead, evidence }) => `## ${name}

${wrong}

serin: ${instead}

How it is known: ${evidence} Off: \`--no-fix ${name}\`.
`,
)
const text = `# Fixes

What Devtron's chart gets wrong about a canary, and what serin renders instead, in the order in which the fixes work.
\`--explain-fixes\` shows what each changed in your manifests; \`--compat\` switches all of them off. This page is generated from
\`src/devtron/fixes\`.

${sections.join('\n')}`

if (process.argv.includes('--check')) process.exitCode = readFileSync(page, 'utf8') === text ? 0 : 1
else writeFileSync(page, text)
