// npm run bench: what serin costs, as numbers and ratios of one run on this machine. `--write` puts them into
// docs/performance.md; `--chart DIR` adds `helm template` of that Devtron chart, where helm is installed.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { benchBatch } from './batch.mjs'
import { benchDiff } from './diff.mjs'
import { benchEngines } from './engines.mjs'
import { benchErrors } from './errors.mjs'
import { benchLint } from './lint.mjs'
import { benchManifests } from './manifests.mjs'
import { benchStart } from './one-app.mjs'
import { benchProject } from './project.mjs'
import { benchTimeline } from './timeline.mjs'

const args = process.argv.slice(2)
const chart = args.includes('--chart') ? args[args.indexOf('--chart') + 1] : undefined
const rows = [
  ...benchStart(chart),
  ...(await benchBatch()),
  ...(await benchTimeline()),
  ...benchEngines(),
  ...benchErrors(),
  ...benchLint(),
  ...benchProject(),
  ...benchManifests(),
  ...benchDiff(),
]

const width = Math.max(...rows.map(({ what }) => what.length))
for (const { what, measured, goal } of rows)
  console.log(`${what.padEnd(width)}  ${measured}${goal ? `  (goal: ${goal})` : ''}`)

if (args.includes('--write')) {
  const file = 'docs/performance.md'
  const [intro] = readFileSync(file, 'utf8').split('<!-- measured -->')
  const machine = `${cpus().length} cores, Node ${process.version}`
  const table = rows.map(({ what, measured, goal }) => `| ${what} | ${measured} | ${goal ?? ''} |`).join('\n')
  writeFileSync(
    file,
    `${intro}<!-- measured -->\n\nOne run on ${machine}:\n\n| what | measured | goal |\n|---|---|---|\n${table}\n`,
  )
}
