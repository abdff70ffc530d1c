// Every example of the README and of docs/ is run: what a page shows is what serin prints. `UPDATE_DOCS=1` writes what it
// prints into the pages instead.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Block, blocksOf, replaceBlock, type Step, stepsOf } from './pages.ts'

const pages = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')].filter(existsSync)

function markdownIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .sort()
    .map(file => join(folder, file))
}

describe.each(pages)('%s', page => {
  const blocks = blocksOf(page)
  const shell = blocks.filter(({ kind }) => kind === 'console')

  describe.runIf(shell.length > 0)('what it shows is what serin prints', () => {
    let work: string
    const printed: [Block, Step[]][] = []
    beforeAll(() => {
      work = workplace()
    })
    afterAll(() => {
      rmSync(work, { recursive: true })
      // From the last to the first, so that replacing a block moves no other that is still to come.
      if (process.env['UPDATE_DOCS'])
        for (const [block, steps] of printed.toReversed()) replaceBlock(page, block, steps)
    })

    test.each(shell.map(block => [block.line, block] as const))('line %i', (_, block: Block) => {
      const shown = stepsOf(block.text)
      const steps = shown.map(({ command }) => ({ command, output: run(command, work) }))
      printed.push([block, steps])
      if (!process.env['UPDATE_DOCS']) expect(steps).toEqual(shown)
    })
  })

  const files = blocks.flatMap(({ text, line }) => {
    const path = /^(?:#|\/\/) ([\w./-]+\/[\w.-]+\.\w+)\n/.exec(text)?.[1]
    return path && existsSync(path) ? [{ line, path, text: text.slice(text.indexOf('\n') + 1) }] : []
  })
  if (files.length > 0)
    test('files that it quotes are as it says', () => {
      for (const { path, text } of files) expect(readFileSync(path, 'utf8')).toBe(text)
    })

  test('links within the repository lead somewhere', () => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      match => match[1] ?? '',
    )
    expect(links.filter(link => !existsSync(join(page, '..', link)))).toEqual([])
  })
})

/** A folder in which examples may write, with the repository's fixtures in it and `serin` on the path. */
function workplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'serin-docs-'))
  for (const name of ['fixtures', 'docs', 'templates', 'examples'])
    if (existsSync(name)) symlinkSync(resolve(name), join(folder, name))
  const bin = join(folder, '.bin')
  mkdirSync(bin)
  script(join(bin, 'serin'), `exec '${process.execPath}' '${resolve('dist/serin.cjs')}' "$@"`)
  script(join(bin, 'npx'), 'exec "$@"')
  return folder
}

function script(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`)
  chmodSync(path, 0o755)
}

function run(command: string, cwd: string): string {
  const { PATH } = process.env
  const env = {
    ...process.env,
    PATH: `${join(cwd, '.bin')}:${PATH}`,
    NO_COLOR: '1',
    FORCE_COLOR: '',
    XDG_CACHE_HOME: join(cwd, '.cache'),
  }
  const { stdout } = spawnSync('sh', ['-c', `{ ${command}} 2>&1`], { cwd, env, encoding: 'utf8' })
  return stdout
}
