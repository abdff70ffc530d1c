// src/lint/rules and the tables of codes → docs/rules: a page for each family, a heading for each code. `--check` writes
// nothing and fails when a page is not current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importSource } from './source.mjs'

const folder = 'docs/rules'
const families = {
  YM: ['Reading YAML', 'A text with one of these is not read any further.'],
  SC: ['Schemas', 'What JSON Schemas find in values, in a Canary and in other custom resources.'],
  DT: ['Devtron values', 'About the values of Devtron’s chart, where they switch a canary on.'],
  TP: ['Templates', 'About templates of one’s own (`render --templates`).'],
  MF: ['Manifests as input', 'About objects that are read, whatever their kind.'],
  FL: ['The Canary and Flagger', 'Up to FL099 from predicting the controller, above that from rules of their own.'],
  K8: [
    'What the API server refuses',
    'About objects that are given, and about those that Flagger would create of them.',
  ],
  IS: ['Istio', 'About what a Canary says of routes, and what it meets in the mesh.'],
  WL: ['Workloads', 'About the workload and what stands around it.'],
  GO: ['GitOps', 'About who writes which field, and about Fleet bundles.'],
  RO: [
    'Argo Rollouts',
    'Errors are what `kubectl argo rollouts lint` refuses, and what it lets pass stops the controller.',
  ],
  CF: ['serin.yaml', 'About the configuration file beyond its schema: apps, environments, files and folders.'],
  SG: ['Suppressions', 'About `serin-ignore` comments.'],
}

const { allDescriptions, unmarked } = await importSource('src/lint/rules/describe.ts', 'src/lint/example.ts')
const pages = new Map([['README.md', index()], ...Object.keys(families).map(family => [`${family}.md`, page(family)])])

if (process.argv.includes('--check')) {
  const stale = [...pages].filter(([name, text]) => readFileSync(join(folder, name), 'utf8') !== text)
  for (const [name] of stale) console.error(`${folder}/${name} is not current: run node scripts/docs-rules.mjs`)
  if (stale.length > 0) process.exitCode = 1
} else {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
  for (const [name, text] of pages) writeFileSync(join(folder, name), text)
}

function index() {
  const rows = allDescriptions().map(
    ({ code, severity, title }) =>
      `| [${code}](${code.slice(0, 2)}.md#${code.toLowerCase()}) | ${severity ?? 'depends'} | ${cell(title)} |\n`,
  )
  return `# Codes

Every code that serin gives, generated from \`src/lint/rules\` by \`scripts/docs-rules.mjs\`. *error*: it cannot work, or does not
do what the text says; *warning*: it works but will hurt; *info*: good to know. \`serin explain rule CODE\` says the same in a
terminal, and [docs/lint.md](../lint.md) how to set, silence and postpone findings.

| code | severity | what |
|---|---|---|
${rows.join('')}`
}

function page(family) {
  const [title, intro] = families[family]
  const sections = allDescriptions().filter(({ code }) => code.startsWith(family))
  return `# ${title}

${intro} Generated from \`src/lint/rules\`; the examples are tests.

${sections.map(section).join('\n')}`
}

function section({ code, title, severity, why, evidence, help, bad, good }) {
  return [
    `## ${code}\n`,
    `**${title}** (${severity ?? 'severity depends on the case'})\n`,
    why && `${why}\n`,
    help && `What to do: ${help}\n`,
    evidence && `How it is known: ${evidence}\n`,
    bad && example('Bad', bad, code),
    good && example('Good', good, null),
  ]
    .filter(part => part)
    .join('\n')
}

function example(word, input, code) {
  const shown = [input, input.beside].filter(each => each).map(each => fence(each, code))
  const flags = input.flags === '' ? '' : `, with \`${input.flags}\``
  const beside = shown.length > 1 ? '\nin the same run as\n\n' : ''
  return `${word}${flags}:\n\n${shown.join(beside)}`
}

/** The text with carets below what is found, in a comment of their own. */
function fence(input, code) {
  const { text, ranges } = unmarked(input)
  const lines = text.split('\n').slice(0, -1)
  let at = 0
  const out = lines.flatMap(line => {
    const start = at
    at += line.length + 1
    const marks = code ? ranges.filter(range => range.start >= start && range.start < at) : []
    return [line, ...marks.map(range => caret(range.start - start, Math.min(range.end, at - 1) - start, code))]
  })
  return `\`\`\`yaml\n${out.join('\n')}\n\`\`\`\n`
}

function caret(start, end, code) {
  const width = Math.max(1, end - start)
  return start === 0
    ? `#${'^'.repeat(Math.max(0, width - 1))} ${code}`
    : `#${' '.repeat(start - 1)}${'^'.repeat(width)} ${code}`
}

function cell(text) {
  return text.replaceAll('|', '\\|')
}
