import type { Command } from '../command.ts'
import { completionCommand } from './completion.ts'
import { convertCommand } from './convert.ts'
import { diffCommand } from './diff.ts'
import { driftCommand } from './drift.ts'
import { driftCompareCommand } from './drift-compare.ts'
import { explainCommand } from './explain.ts'
import { fnCommand } from './fn.ts'
import { initCommand } from './init.ts'
import { lintCommand } from './lint.ts'
import { pluginCommand } from './plugin.ts'
import { previewCommand } from './preview.ts'
import { renderCommand } from './render.ts'
import { schemaCommand } from './schema.ts'
import { timelineCommand } from './timeline.ts'
import { versionCommand } from './version.ts'

/** In the order of help. A command file is its face only; the work is imported when it runs. */
export const commands: readonly Command[] = [
  renderCommand,
  lintCommand,
  diffCommand,
  timelineCommand,
  previewCommand,
  convertCommand,
  driftCommand,
  driftCompareCommand,
  fnCommand,
  pluginCommand,
  explainCommand,
  initCommand,
  schemaCommand,
  completionCommand,
  versionCommand,
]
