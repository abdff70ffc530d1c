import type { Command } from '../command.ts'
import { completionCommand } from './completion.ts'
import { initCommand } from './init.ts'
import { renderCommand } from './render.ts'
import { schemaCommand } from './schema.ts'
import { versionCommand } from './version.ts'

/** In the order of help. A command file is its face only; the work is imported when it runs. */
export const commands: readonly Command[] = [
  renderCommand,
  initCommand,
  schemaCommand,
  completionCommand,
  versionCommand,
]
