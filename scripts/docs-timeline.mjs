// Draws docs/pictures/timeline.svg, the picture of the README; `--check` fails when it is not current. Needs a build.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const picture = 'docs/pictures/timeline.svg'
const input = ['-f', 'fixtures/shop/values.yaml', '--release', 'shop-prod', '-n', 'prod']
const svg = execFileSync(process.execPath, ['dist/serin.cjs', 'timeline', ...input, '--format', 'svg'], {
  encoding: 'utf8',
})

if (process.argv.includes('--check')) process.exitCode = readFileSync(picture, 'utf8') === svg ? 0 : 1
else writeFileSync(picture, svg)
