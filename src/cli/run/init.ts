import { lookAt, printConfig, writeConfig } from '../../project/init/init.ts'
import { InputError } from '../../project/read.ts'
import type { ExitCode } from '../command.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export function runInit(options: { force: boolean; 'dry-run': boolean }, [folder = '.', ...more]: string[]): ExitCode {
  if (more.length > 0) throw new UsageError('serin init takes one folder')
  const found = lookAt(folder)
  if (found.length === 0) {
    throw new InputError(
      `found nothing to render in ${folder}: no values with flaggerCanary, no chart folder of Devtron, no Canary`,
    )
  }
  const text = printConfig(found)
  const path = options['dry-run'] ? null : writeConfig(folder, text, options.force)
  for (const { line } of found) writeErr(`found ${line}\n`)
  if (path === null) writeOut(text)
  else writeErr(`wrote ${path}; look it over, then: serin render --check\n`)
  return 0
}
