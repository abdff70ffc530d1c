import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { canaryApiVersion } from '../../flagger/tick.ts'
import { eachOnce } from '../../lint/repeats.ts'
import { unitsOfConfig } from '../../project/config-units.ts'
import { type Inputs, namesInput } from '../../project/inputs.ts'
import { makeFolder } from '../../project/make-folder.ts'
import { InputError, reasonOf } from '../../project/read.ts'
import { type RenderedUnit, renderUnit } from '../../project/render-unit.ts'
import { toStream } from '../../render/manifest.ts'
import { byPlace, type Finding, isError } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import type { ExitCode } from '../command.ts'
import type { PluginOptions } from '../commands/plugin.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'
import { dynamicAnnouncements } from './argocd/announcements.ts'
import { type Asked, askedBy, withNames } from './argocd/environment.ts'
import { defaultImage, pluginFiles } from './argocd/files.ts'
import { environments, findConfigIn, withSources } from './argocd/sources.ts'
import { applicationOf, unitsIn } from './argocd/units.ts'

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
    makeFolder(out)
    for (const [name, text] of files) writeFileSync(join(out, name), text)
  } catch (error) {
    throw new InputError(`cannot write to ${out}: ${reasonOf(error)}`)
  }
  for (const name of files.keys()) writeErr(`wrote ${join(out, name)}\n`)
  return 0
}

/**
 * A match is an answer that is not empty; an error would only be logged (Argo CD 3.6, cmpserver/plugin/plugin.go). The folder has
 * serin.yaml, or is one of an app of a serin.yaml above it: no plain chart is taken for ours.
 */
function discover(): ExitCode {
  const folder = process.cwd()
  const config = findConfigIn(folder, process.env['ARGOCD_APP_SOURCE_PATH'] ?? '.')
  if (config !== null && (config === basename(config) || holdsApp(config, folder))) writeOut(`${config}\n`)
  return 0
}

function holdsApp(config: string, folder: string): boolean {
  try {
    return unitsIn(unitsOfConfig({ ...askedBy({}), config }, config).units, folder).length > 0
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

function parameters(): ExitCode {
  const asked = withNames(process.env)
  const sources = sourcesIfAny(asked)
  const [env] = environments(process.cwd())
  const defaults = {
    app: asked.app ?? '',
    release: asked.release ?? asked.app ?? '',
    // Known to generate alone.
    namespace: '',
    'kube-version': '',
    values: sources?.values ?? [],
    devtron: sources?.devtron ?? '',
    env: asked.env ?? env ?? '',
  }
  writeOut(`${JSON.stringify(dynamicAnnouncements(defaults))}\n`)
  return 0
}

/** The page of parameters is how a folder without values.yaml is told what to read, so that it has to come up. */
function sourcesIfAny(asked: Asked): Inputs | null {
  try {
    const isOfConfig = findConfigIn(process.cwd(), process.env['ARGOCD_APP_SOURCE_PATH'] ?? '.') !== null
    return isOfConfig && !namesInput(asked) ? null : withSources(asked, process.cwd())
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

async function generate(): Promise<ExitCode> {
  const { units, findings: wrong } = applicationOf(process.env, process.cwd())
  const rendered: RenderedUnit[] = []
  for (const unit of units) rendered.push(await renderUnit(unit))
  const findings = eachOnce([...wrong, ...rendered.flatMap(each => each.findings)]).sort(byPlace)
  const isUnreadable = rendered.some(({ loaded }) => loaded.unreadable)
  if (wrong.length > 0 || isUnreadable || rendered.some(({ failed }) => failed)) return refuse(findings)
  const documents = rendered.flatMap(each => each.documents)
  if (documents.length === 0 && !askedBy(process.env)['allow-empty']) {
    // Argo CD would take it for the wish to delete everything.
    const [why = 'there is no manifest'] = rendered.flatMap(({ notes }) => notes)
    writeErr(`serin: ${why}; the parameter allow-empty: "true" lets that pass\n`)
    return 1
  }
  const { KUBE_API_VERSIONS: known } = process.env
  if (known && !known.includes(canaryApiVersion)) writeErr(`serin: the cluster does not know ${canaryApiVersion}\n`)
  for (const finding of findings) if (finding.severity === 'warning') writeErr(line(finding))
  writeOut(toStream(documents.map(({ text }) => text)))
  return 0
}

/** The page of the application shows the first line best, and keeps the rest. */
const mostLines = 20

function refuse(findings: readonly Finding[]): ExitCode {
  const errors = findings.filter(isError)
  for (const finding of errors.slice(0, mostLines)) writeErr(line(finding))
  if (errors.length > mostLines) writeErr(`and ${errors.length - mostLines} more errors\n`)
  return 1
}

function line({ place: { file, line: row, column }, severity, message, code }: Finding): string {
  return `${file}:${row}:${column} ${severity}: ${message} [${code}]\n`
}
