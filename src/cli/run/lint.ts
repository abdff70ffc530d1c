import { readFileSync } from 'node:fs'
import { lintLoaded } from '../../library/lint.ts'
import { type Loaded, nothingLoaded } from '../../library/loaded.ts'
import { beyondBaseline, printBaseline, readBaseline } from '../../lint/baseline.ts'
import { fails, type LintConfig } from '../../lint/config.ts'
import { diffOf } from '../../lint/fix/diff.ts'
import { bundleFolders } from '../../project/bundle-folders.ts'
import { planFixes, writeFixes } from '../../project/fix.ts'
import { maxSizeOf, namesInput, stdinName } from '../../project/inputs.ts'
import { loadPaths } from '../../project/load-paths.ts'
import { loadUnits } from '../../project/load-units.ts'
import { InputError, reasonOf } from '../../project/read.ts'
import { rolloutRulesFor } from '../../project/rollout-rules.ts'
import { noUnits, unitsToRead } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { byPlace, type Finding } from '../../values/finding.ts'
import { plural } from '../../values/quote.ts'
import { readYaml } from '../../values/yaml/index.ts'
import type { ExitCode } from '../command.ts'
import type { LintOptions } from '../commands/lint.ts'
import { limitsOf, reportsOf, severitiesOf } from '../lint-options.ts'
import { writeReports } from '../reports.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runLint(options: LintOptions, paths: readonly string[]): Promise<ExitCode> {
  const reports = reportsOf(options.format)
  const limits = limitsOf(options)
  const config = { severities: severitiesOf(options.rule) }
  checkFlags(options)
  const linted = await lintOnce(options, paths, config)
  const { texts, unreadable, findings } = options.fix ? await fix(linted, options, paths, config) : linted
  if (options['write-baseline'] && options.baseline !== undefined) {
    writeFile(options.baseline, printBaseline(findings))
    writeErr(`serin: ${options.baseline} lists ${plural(findings.length, 'finding')}\n`)
    return unreadable ? 2 : 0
  }
  const left = options.baseline === undefined ? findings : beyond(options.baseline, findings)
  // A diff on stdout is for other programs to read; what is left to say goes beside it.
  writeReports(reports, left, texts, options['dry-run'] ? 2 : 1)
  if (unreadable) return 2
  return fails(left, limits) ? 1 : 0
}

/** @throws UsageError */
function checkFlags(options: LintOptions): void {
  if (options['dry-run'] && !options.fix) throw new UsageError('--dry-run needs --fix: it shows what that would do')
  if (options['write-baseline'] && options.baseline === undefined)
    throw new UsageError('--write-baseline needs --baseline FILE: the file that is written')
}

interface Linted {
  findings: Finding[]
  texts: Map<string, string>
  unreadable: boolean
}

async function lintOnce(options: LintOptions, paths: readonly string[], config: LintConfig): Promise<Linted> {
  const project = namesInput(options) || paths.length === 0 ? await unitsToRead(options) : noUnits
  const { groups, errors } = await loadUnits(project)
  for (const error of errors) writeErr(`serin: ${error}\n`)
  // Whether the apps of different files ever meet in a cluster, nobody has said.
  const loaded = [...groups, ...(paths.length > 0 ? loadPaths(options, paths).map(each => [each]) : [])]
  const all = loaded.flat()
  if (all.length === 1) for (const note of all[0]?.notes ?? []) writeErr(`serin: ${note}\n`)
  const bundles = await bundlesIn([...project.units.flatMap(({ inputs }) => inputs.manifests), ...paths], options)
  const found = lintLoaded([...loaded, [bundles]], options.refs, config, await rolloutRulesFor(all))
  return {
    findings: [...project.findings, ...found].sort(byPlace),
    texts: new Map([...project.texts, ...[bundles, ...all].flatMap(({ texts }) => [...texts])]),
    unreadable: errors.length > 0 || project.findings.length > 0 || all.some(each => each.unreadable),
  }
}

/** What Fleet would say of the folders that are for it. */
async function bundlesIn(paths: readonly string[], options: LintOptions): Promise<Loaded> {
  const nothing = nothingLoaded()
  const folders = bundleFolders(paths)
  if (folders.length === 0) return nothing
  const { readBundleFolders } = await import('../../project/bundles.ts')
  const { findings, texts } = readBundleFolders(folders, maxSizeOf(options))
  return { ...nothing, texts, lint: { ...nothing.lint, findings } }
}

/** One fix may make room for another; more rounds than this would mean that two of them undo each other. */
const mostRounds = 5

async function fix(
  linted: Linted,
  options: LintOptions,
  paths: readonly string[],
  config: LintConfig,
): Promise<Linted> {
  const isStdin = [...options.values, ...options.manifests, ...paths].includes('-')
  const kept = new Set(isStdin ? [stdinName(options)] : [])
  let now = linted
  for (let round = 0; round < mostRounds; round++) {
    const fixes = planFixes(now.findings, kept)
    if (fixes.length === 0) return now
    if (options['dry-run']) {
      writeOut(fixes.map(diffOf).join(''))
      return now
    }
    writeFixes(fixes)
    for (const { file, count: mended } of fixes) writeErr(`serin: fixed ${plural(mended, 'finding')} in ${file}\n`)
    now = await lintOnce(options, paths, config)
  }
  return now
}

/** @throws InputError */
function beyond(file: string, findings: readonly Finding[]): Finding[] {
  const baseline = readBaseline(readYaml(textOf(file)).documents?.[0])
  if (!baseline) throw new InputError(`${file} is no baseline; --write-baseline writes one`)
  const { findings: left, gone } = beyondBaseline(findings, baseline)
  if (gone > 0)
    writeErr(
      `serin: ${plural(gone, 'finding')} of ${file} ${gone > 1 ? 'are' : 'is'} gone; --write-baseline brings it up to date\n`,
    )
  return left
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputError(`cannot read ${file}: ${reasonOf(error)}; --write-baseline writes it`)
  }
}
