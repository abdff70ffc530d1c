import { join } from 'node:path'
import type { LossReport } from '../../project/convert/loss-report.ts'
import { maxSizeOf } from '../../project/inputs.ts'
import { fileNames, previewFolder, withoutOwner } from '../../project/layout.ts'
import { readLedger } from '../../project/ledger.ts'
import { load } from '../../project/load.ts'
import type { Loaded } from '../../project/loaded.ts'
import { hasErrors, type Outcome, type Output, outcomeOf, type Part } from '../../project/outcome.ts'
import { type Change, planWrite } from '../../project/plan.ts'
import { builtInPrinter, type Printer, userPrinter } from '../../project/printer.ts'
import { writeFolder } from '../../project/write.ts'
import { byPlace, describeObject } from '../../values/finding.ts'
import { printJson } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { ExitCode } from '../command.ts'
import type { RenderOptions } from '../commands/render.ts'
import { showFindings } from '../findings.ts'
import { toRolloutOptions } from '../rollout-options.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runRender(options: RenderOptions): Promise<ExitCode> {
  if (options.check && options.out === undefined)
    throw new UsageError('--check needs --out: the folder that is checked')
  const loaded = await load(options)
  const engine = engineOf(options, loaded)
  const { outcome, notes } = engine === 'rollouts' ? await forRollouts(loaded, options) : forFlagger(loaded, options)
  const printer =
    options.templates === undefined ? builtInPrinter : await userPrinter(options.templates, loaded, maxSizeOf(options))
  const printed = loaded.unreadable ? [] : documentsOf(outcome, options, printer, selections[engine])
  const findings = [...outcome.findings, ...printer.findings].sort(byPlace)
  showFindings(findings, new Map([...loaded.texts, ...printer.texts]))
  for (const note of [...loaded.notes, ...notes]) writeErr(`serin: ${note}\n`)
  if (loaded.unreadable) return 2
  if (options['explain-fixes']) await explainFixes(loaded)

  // Who asks for what the chart renders, and no more, gets it as from Helm: what becomes of it in the cluster is said, no failure.
  const chartOnly = options.compat && options.only === 'authored'
  const failed = hasErrors(chartOnly ? findings.filter(finding => !outcome.objections.includes(finding)) : findings)
  if (options.out === undefined) print(printed, options)
  // Half of what is right is not written over what is there.
  else if (!failed) return writeOrCheck(options.out, options, printed)
  return failed ? 1 : 0
}

/** Rollouts are no Canaries: with nothing else in the input there is one engine to choose. */
function engineOf({ engine }: RenderOptions, { releases, rollouts }: Loaded): Engine {
  return engine ?? (rollouts && releases.length === 0 ? 'rollouts' : 'flagger')
}

interface Rendered {
  outcome: Outcome
  notes: string[]
}

function forFlagger(loaded: Loaded, { compat }: RenderOptions): Rendered {
  const left = loaded.rollouts ? ['the Rollouts are left out; --engine rollouts renders them'] : []
  return { outcome: outcomeOf(loaded, compat), notes: left }
}

async function forRollouts(loaded: Loaded, options: RenderOptions): Promise<Rendered> {
  const { rolloutOutcomeOf } = await import('../../project/rollout-outcome.ts')
  const outcome = rolloutOutcomeOf(loaded, toRolloutOptions(options))
  return { outcome, notes: outcome.losses.map(lossNote) }
}

function lossNote({ from, summary: { lost, part, close } }: LossReport): string {
  const counts = `${lost} features lost, ${part} in part, ${close} close`
  return `${describeObject(from)} as a Rollout: ${counts}; serin convert --to rollouts tells which`
}

/** A document that is printed, and the file that it goes to. */
interface Printed {
  path: string
  text: string
  /** null for a document of a user's template. */
  manifest: Manifest | null
}

type Engine = NonNullable<RenderOptions['engine']>

const selections: Record<Engine, Record<RenderOptions['only'], readonly Part[]>> = {
  flagger: {
    authored: ['authored'],
    generated: ['generated'],
    changed: ['changed'],
    all: ['authored', 'generated'],
  },
  // What the controller makes of given objects is all that it makes, and no second document beside them.
  rollouts: { authored: ['authored'], generated: ['changed'], changed: ['changed'], all: ['authored'] },
}

function documentsOf(
  outcome: Outcome,
  options: RenderOptions,
  printer: Printer,
  selection: Record<RenderOptions['only'], readonly Part[]>,
): Printed[] {
  const wanted = selection[options.only]
  const outputs = outcome.outputs
    .filter(({ part }) => wanted.includes(part))
    .filter(({ part }) => part !== 'generated' || options.generated !== 'omit')
    .map(output => (options.generated === 'apply' ? { ...output, manifest: withoutOwner(output.manifest) } : output))
  const paths = pathsOf(outputs, options)
  const documents = outputs.map((output, i) => ({
    path: paths[i] ?? '',
    manifest: output.manifest,
    text: options['output-format'] === 'json' ? `${printJson(output.manifest)}\n` : printer.print(output),
  }))
  const added =
    options.only === 'all' || options.only === 'authored'
      ? outcome.predicted.flatMap(release => printer.added(release))
      : []
  return [...documents, ...added.map(({ name, text }) => ({ path: name, text, manifest: null }))]
}

function pathsOf(outputs: readonly Output[], options: RenderOptions): string[] {
  const folderOf = ({ part }: Output) => (part !== 'authored' && options.generated === 'preview' ? previewFolder : '')
  const placed = outputs.map(output => ({ manifest: output.manifest, folder: folderOf(output) }))
  return fileNames(placed, options['output-format'])
}

function print(documents: readonly Printed[], options: RenderOptions): void {
  if (options['output-format'] === 'yaml') writeOut(documents.map(({ text }) => text).join('---\n'))
  else writeOut(`${printJson(documents.flatMap(({ manifest }) => (manifest ? [manifest] : [])))}\n`)
}

const past: Record<Change['kind'], string> = { create: 'created', update: 'updated', delete: 'deleted' }

function writeOrCheck(
  folder: string,
  { check, 'exit-code': exitCode }: RenderOptions,
  documents: readonly Printed[],
): ExitCode {
  const changes = check ? planWrite(folder, documents, readLedger(folder)) : writeFolder(folder, documents)
  for (const { kind, path } of changes) writeErr(`${check ? `would ${kind}` : past[kind]} ${join(folder, path)}\n`)
  if (changes.length === 0) writeErr(`${folder} is up to date (${documents.length} files)\n`)
  if (exitCode && changes.length > 0) writeErr('stage these files and commit again\n')
  return (check || exitCode) && changes.length > 0 ? 1 : 0
}

async function explainFixes(loaded: Loaded): Promise<void> {
  const { describeFixes } = await import('../describe-fixes.ts')
  writeErr(describeFixes(loaded.fixEffects()))
}
