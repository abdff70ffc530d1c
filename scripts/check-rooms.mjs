// Holds the architecture: a room imports itself and lower rooms only, and pure rooms import nothing of Node.
// Runs over the import statements of src/, so it needs no type information.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Rooms by height. A room may import what stands below it. */
const height = {
  values: 0,
  render: 1,
  flagger: 2,
  devtron: 3,
  manifests: 3,
  rollouts: 3,
  timeline: 4,
  gitops: 5,
  diff: 6,
  lint: 6,
  explain: 7,
  library: 7,
  'index.ts': 8,
  web: 7,
  project: 8,
  cli: 9,
}
const impure = new Set(['cli', 'project', 'web'])

const mistakes = []
for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
  const file = join(entry.parentPath, entry.name)
  const room = roomOf(file)
  if (!(room in height)) mistakes.push(`${file}: src/${room} is not a room of the design`)
  for (const target of imports(readFileSync(file, 'utf8'))) {
    if (target.startsWith('node:')) {
      if (!impure.has(room)) mistakes.push(`${file}: ${room} is pure and may not import ${target}`)
    } else if (target.startsWith('.')) {
      const other = roomOf(join(entry.parentPath, target))
      if (other !== room && !(height[other] < height[room])) mistakes.push(`${file}: ${room} may not import ${other}`)
    }
  }
}
for (const mistake of mistakes) console.error(mistake)
process.exitCode = mistakes.length > 0 ? 1 : 0

function roomOf(file) {
  return relative('src', file).split(sep)[0]
}

function imports(text) {
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)].map(
    match => match[1] ?? match[2] ?? match[3],
  )
}
