// schemas/*.schema.json → docs/values.md, the reference of all values that serin reads. `--check` writes nothing and fails
// when the file is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import { importSource } from './source.mjs'

const page = 'docs/values.md'
// What the room knows of schemas, so that this page reads them as the messages do.
const { childNode, rootNode, schemaCodes } = await importSource('src/values/schema.ts', 'src/values/schema-codes.ts')

const words = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

const text = reference()
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error(`${page} is not current: run node scripts/docs-values.mjs`)
  process.exitCode = 1
}

function reference() {
  const root = rootNode('devtron-values.schema.json')
  const blocks = ['flaggerCanary', 'flaggerCanaryExtras']
  const others = root.keys.filter(key => !blocks.includes(key))
  return `# Values

The values of Devtron's Deployment chart that serin reads, generated from \`schemas/\` by \`scripts/docs-values.mjs\`. Any other
key passes as it is. A key that is left out or null takes the chart's default; \`@{{NAME}}\` may stand for any value as long as
Devtron or \`--set\` puts something in its place before anything is rendered.

An editor that knows JSON Schema checks and completes these keys when the file begins with

\`\`\`yaml
# yaml-language-server: $schema=./schemas/devtron-values.schema.json
\`\`\`

where \`serin schema --out schemas\` has put the files.

${blocks.map(block => `## ${block}\n\n${said(childNode(root, block), 'description')}\n\n${table(childNode(root, block), '')}`).join('\n')}
## Other values

${rows(others.map(key => [key, childNode(root, key)]))}
## Codes

What the schemas find has one of these codes.

| code | meaning |
|---|---|
${Object.entries(schemaCodes)
  .map(([code, meaning]) => `| ${code} | ${meaning} |\n`)
  .join('')}`
}

function table(node, prefix) {
  return rows(node.keys.map(key => [`${prefix}${key}`, childNode(node, key)]))
}

function rows(entries) {
  return `| key | value | default | meaning |\n|---|---|---|---|\n${entries.flatMap(([path, node]) => lines(path, node)).join('')}`
}

/** One line for a key, then those of what is inside. */
function lines(path, node) {
  const fallback = said(node, 'default')
  const shown = fallback === undefined || fallback === null ? '' : code(fallback)
  const title = said(node, 'title')
  const about = [title === undefined ? [] : `**${title}.**`, said(node, 'description') ?? []].flat().join(' ')
  return [`| \`${path}\` | ${cell(value(node))} | ${shown} | ${cell(about)} |\n`, ...inside(path, node)]
}

function inside(path, node) {
  if (node.types.includes('array')) return inside(`${path}[]`, childNode(node, '0'))
  if (node.parts.some(({ schema }) => schema.additionalProperties === true)) return []
  const keys = node.keys
  if (keys.length === 0) {
    const any = childNode(node, '<name>')
    return any.keys.length > 0 && !isCondition(any) ? inside(`${path}.<name>`, any) : []
  }
  return isCondition(node) ? [] : keys.flatMap(key => lines(`${path}.${key}`, childNode(node, key)))
}

/** A string match says all about itself in one line. */
function isCondition(node) {
  return node.keys.every(key => ['exact', 'prefix', 'suffix', 'regex'].includes(key))
}

function value(node) {
  const expected = said(node, 'errorMessage')
  if (expected !== undefined) return expected.replace(/^expected /, '')
  const choices = said(node, 'enum')
  if (choices !== undefined) return choices.filter(Boolean).join(', ')
  return node.types.flatMap(type => words[type] ?? []).join(' or ')
}

function said(node, keyword) {
  return node.parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword]
}

function code(json) {
  return `\`${cell(JSON.stringify(json))}\``
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
