import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canaryApiVersion } from '../../flagger/tick.ts'
import { hasErrors, type Outcome, outcomeOf } from '../../library/outcome.ts'
import { eachOnce } from '../../lint/repeats.ts'
import type { Inputs } from '../../project/inputs.ts'
import { withoutOwner } from '../../project/layout.ts'
import { load } from '../../project/load.ts'
import { InputError, reasonOf } from '../../project/read.ts'
import { renderStream } from '../../render/manifest.ts'
import type { Finding } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import { parseArgs } from '../args.ts'
import type { ExitCode } from '../command.ts'
import type { PluginOptions } from '../commands/plugin.ts'
import type { Parsed } from '../options.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'
import { dynamicAnnouncements } from './argocd/announcements.ts'
import { pluginOptions, wordsOf } from './argocd/environment.ts'
import { defaultImage, pluginFiles } from './argocd/files.ts'
import { assertInside, environments, findMarker, withSources } from './argocd/sources.ts'

const verbs: Record<string, () => ExitCode | Promise<ExitCode>> = { generate, discover, parameters }

/** `argocd` writes what an administrator needs; `argocd generate` and so on are what Argo CD’s plugin server runs. */
export async function runPlugin(options: PluginOptions, [tool, verb, ...more]: string[]): Promise<ExitCode> {
  if (tool !== 'argocd' || more.length > 0)
    throw new UsageError('expected: serin plugin argocd [generate|discover|parameters]')
  if (verb === undefined) return writeFiles(options)
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (run) return run()
  const guess = nearest(verb, Object.keys(verbs))
  throw new UsageError(
    `unknown ${verb}; ${guess ? `did you mean ${guess}? ` : ''}There are ${Object.keys(verbs).join(', ')}`,
  )
}

function writeFiles({ out, image = defaultImage }: PluginOptions): ExitCode {
  const files = pluginFiles(image)
  if (out === undefined) {
    writeOut([...files].map(([name, text]) => `# ${name}\n${text}`).join('---\n'))
    return 0
  }
  try {
    mkdirSync(out, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(out, name), text)
  } catch (error) {
    throw new InputError(`cannot write to ${out}: ${reasonOf(error)}`)
  }
  for (const name of files.keys()) writeErr(`wrote ${join(out, name)}\n`)
  return 0
}

/** A match is an answer that is not empty; an error would only be logged (Argo CD 3.6, cmpserver/plugin/plugin.go). */
function discover(): ExitCode {
  const marker = findMarker(process.cwd(), process.env['ARGOCD_APP_SOURCE_PATH'] ?? '.')
  if (marker !== null) writeOut(`${marker}\n`)
  return 0
}

function parameters(): ExitCode {
  const { options } = asked()
  const sources = sourcesIfAny(options)
  const [env] = environments(process.cwd())
  const defaults = {
    app: options.app ?? '',
    release: options.release ?? options.app ?? '',
    // Known to generate alone.
    namespace: '',
    'kube-version': '',
    values: sources?.values ?? [],
    devtron: sources?.devtron ?? '',
    env: options.env ?? env ?? '',
  }
  writeOut(`${JSON.stringify(dynamicAnnouncements(defaults))}\n`)
  return 0
}

/** The page of parameters is how a folder without values.yaml is told what to read, so that it has to come up. */
function sourcesIfAny(options: Inputs): Inputs | null {
  try {
    return withSources(options, process.cwd())
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

async function generate(): Promise<ExitCode> {
  const { options } = asked()
  const inputs = withSources(options, process.cwd())
  assertInside(inputs, process.cwd(), process.env['ARGOCD_APP_SOURCE_PATH'] ?? '.')
  const loaded = await load(inputs)
  const outcome = outcomeOf(loaded)
  if (loaded.unreadable || hasErrors(outcome.findings)) return refuse(outcome.findings)
  const manifests = manifestsOf(outcome, options)
  if (manifests.length === 0 && !options['allow-empty']) {
    // Argo CD would take it for the wish to delete everything.
    writeErr(`serin: ${loaded.notes[0] ?? 'there is no manifest'}; the parameter allow-empty: "true" lets that pass\n`)
    return 1
  }
  const { KUBE_API_VERSIONS: known } = process.env
  if (known && !known.includes(canaryApiVersion)) writeErr(`serin: the cluster does not know ${canaryApiVersion}\n`)
  for (const finding of outcome.findings) if (finding.severity === 'warning') writeErr(line(finding))
  writeOut(renderStream(manifests))
  return 0
}

function asked(): { options: Parsed<typeof pluginOptions> } {
  return parseArgs(wordsOf(process.env), pluginOptions)
}

/** Others’ objects are for others to apply: what was given beside the values stays out. */
function manifestsOf({ outputs }: Outcome, { generated }: Parsed<typeof pluginOptions>) {
  return outputs
    .filter(({ part }) => part === 'authored' || (part === 'generated' && generated === 'apply'))
    .map(({ manifest, part }) => (part === 'generated' ? withoutOwner(manifest) : manifest))
}

/** The page of the application shows the first line best, and keeps the rest. */
const mostLines = 20

function refuse(findings: readonly Finding[]): ExitCode {
  const errors = eachOnce(findings.filter(({ severity }) => severity === 'error'))
  for (const finding of errors.slice(0, mostLines)) writeErr(line(finding))
  if (errors.length > mostLines) writeErr(`and ${errors.length - mostLines} more errors\n`)
  return 1
}

function line({ place: { file, line: row, column }, severity, message, code }: Finding): string {
  return `${file}:${row}:${column} ${severity}: ${message} [${code}]\n`
}
