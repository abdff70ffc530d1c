import { join } from 'node:path'
import { eachOnce } from '../../lint/repeats.ts'
import type { Change } from '../../project/plan.ts'
import { type FolderChanges, type ProjectResult, renderProject, type UnitResult } from '../../project/render-project.ts'
import type { Document } from '../../project/render-unit.ts'
import { nameOf, type Unit } from '../../project/unit.ts'
import { unitsOf } from '../../project/units.ts'
import { byPlace } from '../../values/finding.ts'
import { printJson } from '../../values/json.ts'
import { plural } from '../../values/quote.ts'
import type { ExitCode } from '../command.ts'
import type { RenderOptions } from '../commands/render.ts'
import { showFindings } from '../findings.ts'
import { showProgress } from '../progress.ts'
import { toRolloutOptions } from '../rollout-options.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runRender(options: RenderOptions): Promise<ExitCode> {
  const project = await unitsOf({ ...options, conversion: toRolloutOptions(options) })
  const { units, config } = project
  if (options.check && units.some(({ output }) => output.out === null))
    throw new UsageError('--check needs --out, or out in serin.yaml: the folder that is checked')
  const progress = showProgress(options.check ? 'checked' : 'rendered')
  const result = await renderProject(project, {
    check: options.check,
    cached: !options['no-cache'] && !options['explain-fixes'],
    onUnit: (unit, done) => progress.at(done, units.length, nameOf(unit)),
  })
  progress.end()

  const rendered = result.units.flatMap(unit => unit.rendered ?? [])
  const findings = eachOnce([...project.findings, ...rendered.flatMap(unit => unit.findings)]).sort(byPlace)
  showFindings(findings, new Map([...project.texts, ...rendered.flatMap(({ texts }) => [...texts])]))
  const prefix = (unit: Unit) => (config === null ? '' : `${nameOf(unit)}: `)
  for (const line of [...linesAbout(result.units, prefix), ...result.errors]) writeErr(`serin: ${line}\n`)
  if (options['explain-fixes']) await explainFixes(result.units, prefix)
  print(result, options)
  const hasChanges = showChanges(result.folders, options.check)
  if (options['exit-code'] && hasChanges) writeErr('stage these files and commit again\n')

  if (units.length === 0 && project.findings.length === 0) writeErr('no app of serin.yaml has changed\n')
  const isUnreadable =
    result.errors.length > 0 ||
    result.units.some(({ rendered, error }) => error !== null || rendered?.loaded.unreadable)
  if (project.findings.length > 0 || isUnreadable) return 2
  const failed = rendered.some(unit => unit.failed) || ((options.check || options['exit-code']) && hasChanges)
  return failed ? 1 : 0
}

function linesAbout(units: readonly UnitResult[], prefix: (unit: Unit) => string): string[] {
  return units.flatMap(({ unit, rendered, error }) => {
    const lines = error === null ? (rendered?.notes ?? []) : [error]
    return lines.map(line => prefix(unit) + line)
  })
}

function print({ units }: ProjectResult, options: RenderOptions): void {
  const shown = units.flatMap(({ unit, rendered }) =>
    unit.output.out === null && rendered && !rendered.loaded.unreadable ? [rendered.documents] : [],
  )
  if (shown.length === 0) return
  const documents: Document[] = shown.flat()
  if (options['output-format'] === 'yaml') writeOut(documents.map(({ text }) => text).join('---\n'))
  else writeOut(`${printJson(documents.flatMap(({ manifest }) => (manifest ? [manifest] : [])))}\n`)
}

const past: Record<Change['kind'], string> = { create: 'created', update: 'updated', delete: 'deleted' }

/** Says what has changed, and whether anything has. */
function showChanges(folders: readonly FolderChanges[], check: boolean): boolean {
  for (const { folder, changes } of folders)
    for (const { kind, path } of changes) writeErr(`${check ? `would ${kind}` : past[kind]} ${join(folder, path)}\n`)
  const same = folders.filter(({ changes }) => changes.length === 0)
  const fileCount = same.reduce((count, folder) => count + folder.fileCount, 0)
  const [only] = same
  if (same.length > 1) writeErr(`${same.length} folders are up to date (${plural(fileCount, 'file')})\n`)
  else if (only) writeErr(`${only.folder} is up to date (${plural(fileCount, 'file')})\n`)
  return same.length < folders.length
}

async function explainFixes(units: readonly UnitResult[], prefix: (unit: Unit) => string): Promise<void> {
  const { describeFixes } = await import('../describe-fixes.ts')
  for (const { unit, rendered } of units) {
    if (!rendered || rendered.loaded.unreadable) continue
    if (prefix(unit) !== '') writeErr(`${prefix(unit).trim()}\n`)
    writeErr(describeFixes(rendered.loaded.fixEffects()))
  }
}
