import { placeFiles, previewFolder } from '../../project/layout.ts'
import { readLedger } from '../../project/ledger.ts'
import { load } from '../../project/load.ts'
import type { Loaded } from '../../project/loaded.ts'
import { hasErrors, type Outcome, outcomeOf } from '../../project/outcome.ts'
import { type Change, type OutputFile, planWrite } from '../../project/plan.ts'
import { writeFolder } from '../../project/write.ts'
import { renderManifest, renderStream } from '../../render/manifest.ts'
import { printJson } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { ExitCode } from '../command.ts'
import type { RenderOptions } from '../commands/render.ts'
import { showFindings } from '../findings.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runRender(options: RenderOptions): Promise<ExitCode> {
  if (options.check && options.out === undefined)
    throw new UsageError('--check needs --out: the folder that is checked')
  const loaded = await load(options)
  const outcome = outcomeOf(loaded)
  showFindings(outcome.findings, loaded.texts)
  for (const note of loaded.notes) writeErr(`serin: ${note}\n`)
  if (loaded.unreadable) return 2
  if (options['explain-fixes']) await explainFixes(loaded)

  const failed = hasErrors(outcome.findings)
  if (options.out === undefined) print(selected(outcome, options), options)
  // Half of what is right is not written over what is there.
  else if (!failed) return writeOrCheck(options.out, options, outcome)
  return failed ? 1 : 0
}

function selected({ authored, generated, changed }: Outcome, { only }: RenderOptions): Manifest[] {
  const parts = { authored, generated, changed, all: [...authored, ...generated] }
  return parts[only]
}

function print(manifests: Manifest[], options: RenderOptions): void {
  if (options['output-format'] === 'json') writeOut(`${printJson(manifests)}\n`)
  else writeOut(renderStream(manifests))
}

function writeOrCheck(folder: string, options: RenderOptions, outcome: Outcome): ExitCode {
  const files = filesOf(options, outcome)
  const changes = options.check ? planWrite(folder, files, readLedger(folder)) : writeFolder(folder, files)
  for (const { kind, path } of changes)
    writeErr(`${options.check ? `would ${kind}` : past[kind]} ${folder.replace(/\/+$/, '')}/${path}\n`)
  if (changes.length === 0) writeErr(`${folder} is up to date (${files.length} files)\n`)
  return options.check && changes.length > 0 ? 1 : 0
}

const past: Record<Change['kind'], string> = { create: 'created', update: 'updated', delete: 'deleted' }

function filesOf(options: RenderOptions, { authored, generated }: Outcome): OutputFile[] {
  const toFile = ({ path, manifest }: ReturnType<typeof placeFiles>[number]) => ({
    path,
    text: options['output-format'] === 'json' ? `${printJson(manifest)}\n` : renderManifest(manifest),
  })
  const wanted = {
    authored: options.only !== 'generated',
    generated: options.only !== 'authored' && options.generated !== 'omit',
  }
  const own = wanted.authored ? authored : []
  const theirs = wanted.generated ? generated : []
  if (options.generated === 'apply') return placeFiles([...own, ...theirs]).map(toFile)
  return [...placeFiles(own), ...placeFiles(theirs, previewFolder)].map(toFile)
}

async function explainFixes(loaded: Loaded): Promise<void> {
  const { describeFixes } = await import('../describe-fixes.ts')
  writeErr(describeFixes(loaded.fixEffects()))
}
