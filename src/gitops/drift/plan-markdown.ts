import { writeYaml } from '../../render/yaml.ts'
import { describeObject } from '../../values/finding.ts'
import { conflictMessage } from '../fleet/conflicts.ts'
import { controllerNames } from '../ownership/table.ts'
import type { PlannedRelease } from './plan.ts'
import { type For, isFought, toolNames } from './plan-text.ts'
import { rulesInPlace } from './tool-rules.ts'
import { stagesInWords, whenWritten } from './words.ts'

/** The plan for a pull request: a table of fields, then the rules. */
export function planMarkdown(releases: readonly PlannedRelease[], which: For): string {
  return releases.map(release => releaseMarkdown(release, which)).join('\n')
}

function releaseMarkdown({ name, plan }: PlannedRelease, { tool, version }: For): string {
  const fought = plan.objects.filter(isFought)
  const title = `### ${name}: ${toolNames[tool]} ${version}`
  if (fought.length === 0) return `${title}\n\nNo conflict: Git leaves to the controller what the controller writes.\n`
  const rows = fought.flatMap(({ contested: { object, owner }, fields }) =>
    fields
      .filter(({ seen }) => seen.length > 0)
      .map(({ path, row, seen }) =>
        cells([
          describeObject(object),
          `\`${path}\``,
          `${controllerNames[owner.controller]}, ${whenWritten(row)}`,
          stagesInWords(seen),
        ]),
      ),
  )
  const conflicts = fought.flatMap(({ conflicts, contested: { manifest } }) =>
    conflicts.length > 0 ? [`- **The apply fails:** ${conflictMessage(manifest, conflicts)}`] : [],
  )
  const advice = [
    ...new Set(fought.map(({ contested: { object, owner } }) => `- ${describeObject(object)}: ${owner.instead}`)),
  ]
  const table = [
    cells(['object', 'field', 'written by', 'differs from Git']),
    cells(['---', '---', '---', '---']),
    ...rows,
  ]
  const rules = ['```yaml', writeYaml(rulesInPlace(tool, version, plan.waivers)).trimEnd(), '```']
  const details = ['<details><summary>Rules</summary>', '', ...rules, '', '</details>']
  return [title, '', ...table, '', ...conflicts, ...advice, '', ...(plan.waivers.length > 0 ? details : []), ''].join(
    '\n',
  )
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`
}
