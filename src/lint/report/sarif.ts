import { type Code, compare, type Edit, type Finding, type Place, type Severity } from '../../values/finding.ts'
import { groupBy } from '../group.ts'
import { type Description, describeRule } from '../rules/describe.ts'
import { fingerprints } from './fingerprint.ts'
import type { ReportContext } from './report.ts'
import { uriOf } from './uri.ts'

/** SARIF 2.1.0 (OASIS), as code scanning services read it: true regions, help for every rule, fixes that can be applied. */
export function reportSarif(findings: readonly Finding[], { version }: Pick<ReportContext, 'version'>): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort(compare)
  const ids = fingerprints(findings)
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'serin', version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, i) => resultOf(finding, codes.indexOf(finding.code), ids[i] ?? '')),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>

function ruleOf(code: Code) {
  const described = describeRule(code)
  if (!described) return { id: code }
  const { title, severity, why } = described
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why ?? title },
    help: helpOf(described),
    ...(severity && { defaultConfiguration: { level: levels[severity] } }),
  }
}

function helpOf({ title, why, help, evidence, docs }: Description) {
  const parts = [why ?? title, help, evidence && `How it is known: ${evidence}`, `See ${docs}.`]
  const lines = parts.filter(part => part !== null && part !== '')
  return { text: lines.join('\n'), markdown: lines.join('\n\n') }
}

function resultOf(finding: Finding, ruleIndex: number, fingerprint: string) {
  const { code, severity, message, place, path, object, related, help, fix } = finding
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: help === null ? message : `${message}\n${help}` },
    locations: [
      {
        physicalLocation: physical(place),
        logicalLocations: [{ fullyQualifiedName: object === null ? path : `${object}${path}` }],
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        physicalLocation: physical(other.place),
        message: { text: other.message },
      })),
    }),
    partialFingerprints: { 'finding/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix, help ?? message)] }),
  }
}

function fixOf(edits: readonly Edit[], text: string) {
  return {
    description: { text },
    artifactChanges: [...groupBy(edits, ({ place }) => place.file)].map(([file, group]) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: group.map(edit => ({ deletedRegion: region(edit.place), insertedContent: { text: edit.text } })),
    })),
  }
}

function physical(place: Place) {
  return { artifactLocation: { uri: uriOf(place.file) }, region: region(place) }
}

function region({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn }
}
