import type { Delivery, PlannedRelease } from '../../gitops/drift/plan.ts'
import { planJson } from '../../gitops/drift/plan-json.ts'
import { planMarkdown } from '../../gitops/drift/plan-markdown.ts'
import { isUnsettled, planText } from '../../gitops/drift/plan-text.ts'
import { comparePatchesOf, rulesInPlace } from '../../gitops/drift/tool-rules.ts'
import { addComparePatches } from '../../gitops/fleet/edit.ts'
import type { Loaded } from '../../library/loaded.ts'
import { hasErrors, outcomeOf } from '../../library/outcome.ts'
import { type BundlesRead, bundleOptions, noBundles, readBundleFolders } from '../../project/bundles.ts'
import { driftPlans } from '../../project/drift-plans.ts'
import { maxSizeOf } from '../../project/inputs.ts'
import { load } from '../../project/load.ts'
import { readDocument } from '../../project/raw-objects.ts'
import { InputError, readText } from '../../project/read.ts'
import { unitsToRead } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { writeYaml } from '../../render/yaml.ts'
import { byPlace, isError } from '../../values/finding.ts'
import { isMap, printJson } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { ExitCode } from '../command.ts'
import type { DriftOptions } from '../commands/drift.ts'
import { showFindings } from '../findings.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

const newest: Record<Delivery['tool'], string> = { fleet: '0.16', argocd: '3.6', flux: '1.9' }

export async function runDrift(options: DriftOptions, [word]: string[]): Promise<ExitCode> {
  if (word !== undefined) throw new UsageError(`unexpected ${word}; serin drift compare compares Git with live objects`)
  const { for: tool, into } = options
  if (into !== undefined && tool !== 'fleet')
    throw new UsageError('--into adds comparePatches to a fleet.yaml: it needs --for fleet')
  const version = versionOf(options)
  const project = await unitsToRead(options)
  const own = into === undefined ? null : readDocument(into, maxSizeOf(options))
  const releases: PlannedRelease[] = []
  let failed = hasErrors(project.findings)
  showFindings(project.findings, project.texts)
  for (const { inputs } of project.units) {
    const loaded = await load(inputs)
    const bundles = tool === 'fleet' ? readBundleFolders(inputs.manifests, maxSizeOf(inputs)) : noBundles
    failed = showWhatIsWrong(loaded, bundles) || failed
    if (loaded.unreadable) return 2
    const deliveryOf = (object: Manifest): Delivery => ({
      tool,
      version,
      owner: object.metadata.name,
      options: isMap(own) ? own : bundleOptions(bundles, object),
    })
    releases.push(...driftPlans(loaded, deliveryOf))
  }
  if (into === undefined) print(releases, options, version)
  else add(releases, into, options, version)
  return failed || releases.some(isUnsettled) ? 1 : 0
}

function versionOf({ for: tool, 'tool-version': version = newest[tool] }: DriftOptions): string {
  if (!/^v?\d+\.\d+(\.\d+)?/.test(version))
    throw new UsageError(`--tool-version ${version}: expected a version such as ${newest[tool]}`)
  return version.replace(/^v/, '')
}

/** Of the manifests what stops them, of the bundles everything; `serin lint` says the rest. */
function showWhatIsWrong(loaded: Loaded, bundles: BundlesRead): boolean {
  const errors = outcomeOf(loaded).findings.filter(isError)
  const findings = [...errors, ...bundles.findings].sort(byPlace)
  showFindings(findings, new Map([...loaded.texts, ...bundles.texts]))
  for (const note of loaded.notes) writeErr(`serin: ${note}\n`)
  return hasErrors(findings)
}

function print(releases: readonly PlannedRelease[], { format, for: tool }: DriftOptions, version: string): void {
  const waivers = releases.flatMap(({ plan }) => plan.waivers)
  if (format === 'yaml') writeOut(writeYaml(rulesInPlace(tool, version, waivers)))
  else if (format === 'json') writeOut(`${printJson(planJson(releases, { tool, version }))}\n`)
  else if (format === 'markdown') writeOut(planMarkdown(releases, { tool, version }))
  else writeOut(planText(releases, { tool, version }))
}

function add(releases: readonly PlannedRelease[], file: string, options: DriftOptions, version: string): void {
  const text = readText(file, maxSizeOf(options))
  const rules = comparePatchesOf(
    releases.flatMap(({ plan }) => plan.waivers),
    version,
  )
  const edited = addComparePatches(text, rules)
  if ('error' in edited) throw new InputError(`${file}: ${edited.error}`)
  if (edited.text === text) writeErr(`${file} has every rule already\n`)
  else {
    writeFile(file, edited.text)
    writeErr(`updated ${file}\n`)
  }
}
