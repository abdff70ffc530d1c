import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from '../../src/cli/args.ts'
import { renderCommand } from '../../src/cli/commands/render.ts'
import type { ProjectOptions } from '../../src/project/unit.ts'

export interface Repo {
  folder: string
  write(files: Record<string, string>): void
  /** The options of `serin render` with this repository's serin.yaml. */
  options(...words: string[]): ProjectOptions
  [Symbol.dispose](): void
}

/** A scratch folder with files, which goes when the test is over. */
export function repo(files: Record<string, string>): Repo {
  const folder = mkdtempSync(join(tmpdir(), 'serin-'))
  const write = (more: Record<string, string>) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  write(files)
  return {
    folder,
    write,
    options: (...words) => parseArgs(['--config', join(folder, 'serin.yaml'), ...words], renderCommand.options).options,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const values = 'flaggerCanary: {enabled: true}\n'
