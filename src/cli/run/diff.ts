import { type Diff, diffObjects, joinDiffs } from '../../diff/diff.ts'
import { jsonPatches, kustomizePatches, mergePatches } from '../../diff/patch/patches.ts'
import { isSecret } from '../../diff/secrets.ts'
import { diffJson } from '../../diff/show/json.ts'
import { diffMarkdown } from '../../diff/show/markdown.ts'
import { diffText } from '../../diff/show/text.ts'
import type { Side } from '../../diff/sides.ts'
import { type Inputs, maxSizeOf, settingsOf } from '../../project/inputs.ts'
import { InputError } from '../../project/read.ts'
import { readSides, readTwo } from '../../project/sides.ts'
import { unitsToRead } from '../../project/units.ts'
import { printJson } from '../../values/json.ts'
import type { ExitCode } from '../command.ts'
import type { DiffOptions } from '../commands/diff.ts'
import { showFindings } from '../findings.ts'
import { wantsColor, writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runDiff(options: DiffOptions, positionals: string[]): Promise<ExitCode> {
  if (isGitDriver(positionals)) return driveGit(options, positionals)
  if (positionals.length === 2) return compareTwo(options, positionals)
  if (positionals.length > 0) {
    throw new UsageError(`serin diff takes an old and a new file or folder, or --against; got ${positionals.join(' ')}`)
  }
  if (options.against === undefined) throw new UsageError('say what to compare with: --against DIR, FILE or GITREF')
  const { units, findings: ofConfig, texts: configTexts } = await unitsToRead(options)
  const all = await readSides(
    units.map(({ inputs }) => inputs),
    options.against,
  )
  for (const { notes } of all) tell(notes)
  const findings = [...ofConfig, ...all.flatMap(sides => sides.findings)]
  showFindings(findings, new Map([...configTexts, ...all.flatMap(({ texts }) => [...texts])]))
  if (findings.length > 0) return ofConfig.length > 0 || findings.some(({ code }) => code.startsWith('YM')) ? 2 : 1
  const diff = joinDiffs(all.map(({ inputs, before, after }) => diffOf(inputs, before, after)))
  return report(options, diff) && options['exit-code'] ? 1 : 0
}

function tell(notes: readonly string[]): void {
  for (const note of notes) writeErr(`serin: ${note}\n`)
}

/** As diff(1), which kubectl asks for. */
function compareTwo(options: DiffOptions, [old = '', now = '']: string[]): ExitCode {
  if (options.against !== undefined) throw new UsageError('give either --against or two files or folders')
  const { before, after, notes } = readTwo(old, now, maxSizeOf(options))
  tell(notes)
  return report(options, diffOf(options, before, after)) ? 1 : 0
}

/**
 * Git gives its driver path, old file, its hash and mode, the same of the new one, and for a rename the new path and a header;
 * of a file with a merge conflict the path alone (git, diff.c, run_external_diff).
 */
function isGitDriver(words: readonly string[]): boolean {
  const [, , oldHash = '', , , newHash = ''] = words
  if (words.length === 1) return process.env['GIT_DIFF_PATH_COUNTER'] !== undefined
  const isHash = (word: string) => /^(\.|[0-9a-f]{4,64})$/.test(word)
  return (words.length === 7 || words.length === 9) && isHash(oldHash) && isHash(newHash)
}

/** Git takes any other exit code than 0 for a driver that has failed. */
function driveGit(options: DiffOptions, words: string[]): ExitCode {
  const [path = '', old = '', , , now = '', , , renamed] = words
  if (words.length === 1) {
    writeOut(`${path}\nit is not merged yet\n\n`)
    return 0
  }
  writeOut(`${path}${renamed === undefined ? '' : ` → ${renamed}`}\n`)
  try {
    const { before, after } = readTwo(old, now, maxSizeOf(options))
    if (before.objects.length + after.objects.length === 0) writeOut(plainNote)
    else report(options, diffOf(options, before, after))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // The temporary names that Git gives say nothing to anybody.
    writeOut(plainNote)
  }
  return 0
}

const plainNote = 'it holds no manifests that can be read; git diff --no-ext-diff shows its lines\n\n'

function diffOf(inputs: Inputs, before: Side, after: Side): Diff {
  return diffObjects(before, after, { namespace: inputs.namespace, settings: settingsOf(inputs) })
}

/** Whether something differs. */
function report(options: DiffOptions, diff: Diff): boolean {
  writeOut(printers[options.format](diff))
  if (options.format.includes('patch') || options.format === 'kustomize') warnOfSecrets(diff)
  return diff.objects.length > 0
}

const printers: Record<DiffOptions['format'], (diff: Diff) => string> = {
  text: diff => diffText(diff, { color: wantsColor(1) }),
  json: diff => `${printJson(diffJson(diff))}\n`,
  'json-patch': diff => `${printJson(jsonPatches(diff))}\n`,
  'merge-patch': diff => `${printJson(mergePatches(diff))}\n`,
  kustomize: kustomizePatches,
  markdown: diffMarkdown,
}

function warnOfSecrets({ objects }: Diff): void {
  const count = objects.filter(({ after }) => after && isSecret(after)).length
  if (count > 0)
    writeErr(`serin: values of Secrets are hidden: in the patches of ${count} of them stands <hidden> instead\n`)
}
