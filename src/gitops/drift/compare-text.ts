import { writeYaml } from '../../render/yaml.ts'
import { describeObject } from '../../values/finding.ts'
import { list, plural } from '../../values/quote.ts'
import { respectIgnored } from '../argocd/application.ts'
import * as argoWhy from '../argocd/why.ts'
import * as fleetWhy from '../fleet/why.ts'
import { controllerNames } from '../ownership/table.ts'
import type { Comparison, Verdict, Verdicts } from './comparison.ts'
import type { ExplainedField, Explanation } from './explain.ts'
import { comparePatchesOf, ignoreDifferencesOf } from './tool-rules.ts'
import { fewPaths, whenWritten } from './words.ts'

const verdictWords: Record<Verdict['verdict'], string> = {
  synced: 'in sync',
  modified: 'modified',
  missing: 'missing',
  notOwned: 'not owned',
  extra: 'extra',
}

/** Reasons for being in sync that go without saying. */
const plain = new Set([fleetWhy.same, argoWhy.same])

/** The verdicts for people: per object what differs, who wrote it, and the smallest rule that settles it. */
export function compareText(
  comparison: Comparison,
  { objects, error }: Verdicts,
  explanations: readonly Explanation[],
): string {
  const tool = comparison.tool === 'fleet' ? 'Fleet 0.16' : 'Argo CD 3.6'
  if (error !== null) return `${tool} has no verdict on anything: ${error}\n`
  const count = plural(objects.length, 'object')
  if (explanations.length === 0) return `${tool}: ${count}, all in sync.\n`
  const blocks = explanations.map(each => block(comparison, each))
  const hidden = objects.filter(({ verdict, why }) => verdict === 'synced' && !plain.has(why))
  const notes = hidden.map(object => `${describeObject(object)}: in sync; ${object.why}.\n`)
  return `${tool}: ${explanations.length} of ${count} not in sync.\n\n${[...blocks, ...notes].join('\n')}`
}

function block(comparison: Comparison, { verdict, owner, fields, settled }: Explanation): string {
  const lines = [`${describeObject(verdict)}: ${verdictWords[verdict.verdict]}`, `  ${verdict.why}.`]
  lines.push(...fields.flatMap(field => writerLines(field, owner)))
  if (owner && (fields.some(({ row }) => row) || verdict.verdict === 'notOwned')) {
    lines.push(`  When Git is applied again: ${owner.reverted}`, `  Better than a rule: ${owner.instead}`)
  }
  lines.push(...ruleLines(comparison, settled))
  return `${lines.join('\n')}\n`
}

function writerLines({ paths, row, managers }: ExplainedField, owner: Explanation['owner']): string[] {
  const lines: string[] = []
  if (row && owner) {
    const who = controllerNames[owner.controller]
    lines.push(`  ${fewPaths(paths)}: ${who} writes it ${whenWritten(row)}: ${row.writes} (${owner.source}).`)
  }
  if (managers.length > 0) lines.push(`  ${fewPaths(paths)}: last written by ${list(managers)}, says managedFields.`)
  return lines
}

function ruleLines({ tool }: Comparison, { waivers, left }: Explanation['settled']): string[] {
  if (waivers.length === 0 || left.length > 0) return left.length > 0 ? ['  No rule settles it.'] : []
  const rules = tool === 'fleet' ? comparePatchesOf(waivers) : ignoreDifferencesOf(waivers)
  const where =
    tool === 'fleet' ? 'diff.comparePatches' : `spec.ignoreDifferences, with the sync option ${respectIgnored}`
  return [`  The smallest rule (${where}):`, ...indented(writeYaml(rules))]
}

function indented(yaml: string): string[] {
  return yaml
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`)
}
