import { writeYaml } from '../../render/yaml.ts'
import { describeObject } from '../../values/finding.ts'
import { conflictMessage } from '../fleet/conflicts.ts'
import { controllerNames, controllerSources } from '../ownership/table.ts'
import { idOf } from './contested.ts'
import type { Delivery, PlannedField, PlannedObject, PlannedRelease } from './plan.ts'
import { rulesInPlace, rulesOf } from './tool-rules.ts'
import type { ToolName } from './tools.ts'
import { stagesInWords, whenWritten } from './words.ts'

export type For = Pick<Delivery, 'tool' | 'version'>

export const toolNames: Record<ToolName, string> = { fleet: 'Fleet', argocd: 'Argo CD', flux: 'Flux' }
/** What a tool does about a difference when there is no rule. */
const reactions: Record<ToolName, string> = {
  fleet: 'Fleet reports Modified; with correctDrift it rolls the whole bundle back.',
  argocd: 'Argo CD reports OutOfSync; with selfHeal it puts Git back at once, else at the next sync.',
  flux: 'Flux puts Git back at its next interval.',
}

/** The plan for people. */
export function planText(releases: readonly PlannedRelease[], which: For): string {
  return releases.map(release => releaseText(release, which)).join('\n')
}

function releaseText({ name, plan }: PlannedRelease, { tool, version }: For): string {
  const title = `${name}, delivered by ${toolNames[tool]} ${version}`
  const fought = plan.objects.filter(isFought)
  if (fought.length === 0) return `${title}: no conflict. Git leaves to the controller what the controller writes.\n`
  const blocks = fought.map(each => objectText(each, tool))
  return `${[`${title}: ${countOf(fought)}.`, ...blocks, rulesText(plan, { tool, version })].join('\n\n')}\n`
}

export function isFought({ drifts, conflicts }: PlannedObject): boolean {
  return drifts || conflicts.length > 0
}

export function countOf(objects: readonly PlannedObject[]): string {
  return objects.length === 1 ? '1 object has two writers' : `${objects.length} objects have two writers`
}

function objectText({ contested, fields, losesOwner, conflicts, drifts }: PlannedObject, tool: ToolName): string {
  const { object, owner, manifest } = contested
  const lines = [`${describeObject(object)} (${owner.role})`]
  lines.push(
    ...fields.filter(({ seen }) => seen.length > 0).map(field => fieldText(field, controllerNames[owner.controller])),
  )
  if (losesOwner)
    lines.push(
      `${controllerNames[owner.controller]} removes the labels by which Fleet knows the object: it reports "not owned by us".`,
    )
  if (drifts) lines.push(`Without a rule: ${reactions[tool]}`)
  if (conflicts.length > 0) {
    lines.push(
      `Fleet applies server-side and does not force, so the next deployment fails, whatever the rules: ${conflictMessage(manifest, conflicts)}`,
    )
  }
  lines.push(
    `When Git is applied again: ${owner.reverted}`,
    `Best: ${owner.instead}`,
    `Source: ${controllerSources[owner.controller]}, ${owner.source}`,
  )
  return lines.join('\n  ')
}

function fieldText({ path, row, seen }: PlannedField, who: string): string {
  return `${path}: ${who} writes it ${whenWritten(row)}: ${row.writes}. It differs from Git ${stagesInWords(seen)}.`
}

function rulesText({ objects, waivers, left }: PlannedRelease['plan'], { tool, version }: For): string {
  const places: Record<ToolName, string> = {
    fleet: 'Rules for fleet.yaml; they change the report, not what is applied:',
    argocd: 'Rules for the Application:',
    flux: 'Rules for the Kustomization (kustomize-controller 1.9; the same list is driftDetection.ignore of a HelmRelease):',
  }
  const unsettled = [...new Set(left.map(verdict => idOf(verdict)))]
  const named = objects.filter(({ contested }) => unsettled.includes(idOf(contested.object)))
  const notes = named.map(
    ({ contested }) => `No rule settles ${describeObject(contested.object)}: ${contested.owner.instead}`,
  )
  if (rulesOf(tool, version, waivers).length === 0) return notes.join('\n')
  return [places[tool], writeYaml(rulesInPlace(tool, version, waivers)).trimEnd(), ...notes].join('\n')
}

/** Whether the next deployment fails, or some drift is settled by no rule. */
export function isUnsettled({ plan }: PlannedRelease): boolean {
  return plan.left.length > 0 || plan.objects.some(({ conflicts }) => conflicts.length > 0)
}
