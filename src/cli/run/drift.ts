import { type Delivery, type PlannedRelease, planDrift } from '../../gitops/drift/plan.ts'
import { planJson } from '../../gitops/drift/plan-json.ts'
import { isUnsettled, planMarkdown, planText } from '../../gitops/drift/plan-text.ts'
import { comparePatchesOf, rulesInPlace } from '../../gitops/drift/tool-rules.ts'
import { addComparePatches } from '../../gitops/fleet/edit.ts'
import { maxSizeOf } from '../../project/inputs.ts'
import { load } from '../../project/load.ts'
import { hasErrors, outcomeOf } from '../../project/outcome.ts'
import { readDocument } from '../../project/raw-objects.ts'
import { InputError, readText } from '../../project/read.ts'
import { oneInput } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { writeYaml } from '../../render/yaml.ts'
import { describeObject } from '../../values/finding.ts'
import { isMap, printJson } from '../../values/json.ts'
import { refOf } from '../../values/manifest.ts'
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
  const loaded = await load(oneInput(options))
  const { predicted, findings } = outcomeOf(loaded)
  const errors = findings.filter(({ severity }) => severity === 'error')
  showFindings(errors, loaded.texts)
  for (const note of loaded.notes) writeErr(`serin: ${note}\n`)
  if (loaded.unreadable) return 2

  const bundle = into === undefined ? null : readDocument(into, maxSizeOf(options))
  const releases = predicted.map(({ release }): PlannedRelease => {
    const name = describeObject(
      refOf({ ...release.canary, metadata: { namespace: release.namespace, ...release.canary.metadata } }),
    )
    const delivery: Delivery = {
      tool,
      version,
      owner: release.canary.metadata.name,
      options: isMap(bundle) ? bundle : {},
    }
    return { name, plan: planDrift(release, delivery) }
  })
  if (into === undefined) print(releases, options, version)
  else add(releases, into, options, version)
  return hasErrors(findings) || releases.some(isUnsettled) ? 1 : 0
}

function versionOf({ for: tool, 'tool-version': version = newest[tool] }: DriftOptions): string {
  if (!/^v?\d+\.\d+(\.\d+)?/.test(version))
    throw new UsageError(`--tool-version ${version}: expected a version such as ${newest[tool]}`)
  return version.replace(/^v/, '')
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
