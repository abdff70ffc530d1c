import type { Finding, Place } from '../../values/finding.ts'
import { printJson } from '../../values/json.ts'
import { countBySeverity } from '../config.ts'
import { docsOf } from '../rules/docs.ts'

/** For programs; the form is that of `version` and part of the contract of the command line. */
export function reportJson(findings: readonly Finding[]): string {
  return `${printJson({ version: 1, findings: findings.map(toJson), summary: countBySeverity(findings) })}\n`
}

function toJson({ code, severity, message, place, path, object, related, suggestion, fix }: Finding) {
  return {
    code,
    severity,
    message,
    ...range(place),
    layer: place.layer,
    path,
    object,
    related: related.map(other => ({ message: other.message, ...range(other.place) })),
    suggestion,
    fix: fix ? fix.map(edit => ({ ...range(edit.place), text: edit.text })) : null,
    docs: docsOf(code),
  }
}

function range({ file, line, column, endLine, endColumn }: Place) {
  return { file, line, column, endLine, endColumn }
}
