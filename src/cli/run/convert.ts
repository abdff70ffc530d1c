import type { Converted } from '../../library/convert/convert.ts'
import type { LossReport } from '../../library/convert/loss-report.ts'
import { convertTo, type Target } from '../../library/convert/targets.ts'
import type { Loaded } from '../../library/loaded.ts'
import { hasErrors } from '../../library/outcome.ts'
import { load } from '../../project/load.ts'
import { InputError } from '../../project/read.ts'
import { oneInput } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { renderStream } from '../../render/manifest.ts'
import { writeYaml } from '../../render/yaml.ts'
import { byPlace } from '../../values/finding.ts'
import { printJson } from '../../values/json.ts'
import type { ExitCode } from '../command.ts'
import type { ConvertOptions } from '../commands/convert.ts'
import { showFindings } from '../findings.ts'
import { reportJson, reportMarkdown, reportText } from '../loss-text.ts'
import { toRolloutOptions } from '../rollout-options.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runConvert(options: ConvertOptions): Promise<ExitCode> {
  const { to } = options
  if (to === undefined) throw new UsageError('--to is missing: --to rollouts, --to flagger or --to values')
  const loaded = await load(await oneInput(options))
  const isWrong = loaded.unreadable || hasErrors(loaded.findings)
  const converted = isWrong ? null : convert(to, loaded, options)
  const findings = [...loaded.findings, ...(converted?.findings ?? [])].sort(byPlace)
  showFindings(findings, loaded.texts)
  if (loaded.unreadable) return 2
  if (converted) {
    writeOut(printed(converted, options))
    const reports = converted.reports()
    writeErr(reportText(reports, names[to]))
    if (options.report !== undefined) writeReport(options.report, reports, names[to])
  }
  return hasErrors(findings) ? 1 : 0
}

const names: Record<Target, string> = { rollouts: 'Argo Rollouts', flagger: 'Flagger', values: 'Devtron values' }

const sources: Record<Target, string> = { rollouts: 'Canary', flagger: 'Rollout', values: 'Canary or Rollout' }

/** @throws InputError */
function convert(to: Target, loaded: Loaded, options: ConvertOptions): Converted {
  const converted = convertTo(to, loaded, { ...toRolloutOptions(options), gateUrl: options['gate-url'] })
  if (!converted) throw new InputError(`there is nothing to convert: no ${sources[to]} in the input`)
  return converted
}

function printed({ manifests, values }: Converted, options: ConvertOptions): string {
  const isJson = options['output-format'] === 'json'
  if (options.to !== 'values') return isJson ? `${printJson(manifests)}\n` : renderStream(manifests)
  if (isJson) return values.map(one => `${printJson(one)}\n`).join('')
  return values.map(one => writeYaml(one)).join('---\n')
}

/** @throws InputError */
function writeReport(file: string, reports: readonly LossReport[], to: string): void {
  writeFile(file, file.endsWith('.json') ? reportJson(reports, to) : reportMarkdown(reports, to))
}
