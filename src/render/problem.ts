import { type Finding, type Locate, type Place, type Severity, type Subject, toFinding } from '../values/finding.ts'
import type { Span } from './template/plan.ts'

/** What can be wrong with a user's template, by code. */
export const templateCodes = {
  TP001: 'The template is not Handlebars',
  TP002: 'The template uses a part of Handlebars that templates may not use',
  TP003: 'A helper is unknown or called in the wrong way',
  TP004: 'A partial is unknown',
  TP005: 'The template does not lay out as YAML',
  TP006: 'A value cannot stand where the template puts it',
  TP007: 'A required value is absent',
  TP008: 'The template does too much',
  TP009: 'What the template gives is not YAML',
  TP010: 'The file overrides nothing, though its name is near that of a built-in template',
} as const
export type TemplateCode = keyof typeof templateCodes

/** A mistake in a template: it knows its place in the template, and which value was at fault, not where that was written. */
export interface TemplateProblem {
  code: TemplateCode
  severity: Severity
  message: string
  at: Place
  /** The value that does not fit; null when the template alone is wrong. */
  value: Subject | null
  suggestion?: string
  help?: string
}

/** The finding stands in the template; the values' own line is related to it. */
export function templateFinding(problem: TemplateProblem, locate: Locate): Finding {
  const { value, at, ...rest } = problem
  const related = value ? [{ ...value, message: 'the value comes from here' }] : []
  return {
    ...toFinding({ ...rest, object: value?.object ?? null, path: value?.path ?? '', related }, subject =>
      locate(subject),
    ),
    place: at,
  }
}

export function placeOf(file: string, [line, column, endLine, endColumn]: Span): Place {
  return { file, line, column, endLine, endColumn, layer: null }
}
