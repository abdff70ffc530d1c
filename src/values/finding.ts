import { type Pointer, parent } from './pointer.ts'

export type Severity = 'error' | 'warning' | 'info'

/**
 * Families of codes, each documented in docs/rules:
 * YM reading YAML, SC schemas, DT Devtron values, TP templates, FL the Canary and Flagger, K8 what the API server refuses,
 * IS Istio, WL workloads, GO GitOps ownership, RO Argo Rollouts, MF manifests as input, CF serin.yaml, SG suppressions.
 */
export type Code =
  `${'YM' | 'SC' | 'DT' | 'TP' | 'FL' | 'K8' | 'IS' | 'WL' | 'GO' | 'RO' | 'MF' | 'CF' | 'SG'}${number}`

/** Where in the input something stands. Lines and columns are 1-based, columns count UTF-16 units, the end is exclusive. */
export interface Place {
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
  /** The values layer (`prod.yaml`, `--set a.b=1`, `chart defaults 4-22-0`); null for manifests. */
  layer: string | null
}

/** What names an object in a cluster. */
export interface ObjectRef {
  apiVersion: string
  kind: string
  /** `''` for an object without one. */
  namespace: string
  name: string
}

/** What a problem is about: a field of a manifest, or of the values when `object` is null. */
export interface Subject {
  object: ObjectRef | null
  path: Pointer
  /** The key itself is at fault (misspelt, forbidden), not its value. */
  part?: 'key' | 'value'
}

/** Part of a fix: what a key or value of the problem's own object is to be replaced with, as YAML. */
export interface Change {
  path: Pointer
  part?: 'key'
  text: string
}

/** A mistake as the rooms find it: it knows what it is about, not yet where that stands. */
export interface Problem extends Subject {
  code: Code
  severity: Severity
  message: string
  related?: (Subject & { message: string })[]
  /** The name or value that was probably meant. */
  suggestion?: string
  /** What to do about it, one sentence. */
  help?: string
  /** Changes that mend it for certain, and nothing else. */
  fix?: Change[]
}

/** A change at its place in the input. */
export interface Edit {
  place: Place
  text: string
}

/** A mistake with its place: what every reporter prints. */
export interface Finding {
  code: Code
  severity: Severity
  message: string
  place: Place
  path: Pointer
  /** `Kind namespace/name`, when the input was manifests. */
  object: string | null
  related: { message: string; place: Place }[]
  suggestion: string | null
  help: string | null
  fix?: Edit[]
}

/** Turns a subject into its place; always finds one: the nearest ancestor that was written somewhere. */
export type Locate = (subject: Subject) => Place

/** `trace` names a subject as the input does: the value that a field of the chart's Canary comes from. */
export function toFinding(
  problem: Problem,
  locate: Locate,
  trace: (subject: Subject) => Subject = same => same,
): Finding {
  const { object, path } = trace(problem)
  const fix = problem.fix && object === problem.object ? editsOf(problem.fix, object, locate) : null
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    place: locate(problem),
    path,
    object: object && describeObject(object),
    related: (problem.related ?? []).map(other => ({ message: other.message, place: locate(other) })),
    suggestion: problem.suggestion ?? null,
    help: problem.help ?? null,
    ...(fix && { fix }),
  }
}

/** None when one of the changes is about something that is written nowhere. */
function editsOf(changes: readonly Change[], object: ObjectRef | null, locate: Locate): Edit[] | null {
  const edits = changes.map(({ path, part, text }) => {
    const place = locate({ object, path, part: part ?? 'value' })
    return { place, text, isThere: !sameRange(place, locate({ object, path: parent(path), part: 'key' })) }
  })
  return edits.every(({ isThere }) => isThere) ? edits.map(({ place, text }) => ({ place, text })) : null
}

/** What is written nowhere has the place of the key that would hold it, or none to speak of. */
function sameRange(place: Place, holder: Place): boolean {
  const isEmpty = place.line === place.endLine && place.column === place.endColumn
  return isEmpty || (place.file === holder.file && place.line === holder.line && place.column === holder.column)
}

export function describeObject(object: ObjectRef): string {
  return `${object.kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`
}

/** Of problems, findings and whatever else has a severity. */
export function isError({ severity }: { severity: Severity }): boolean {
  return severity === 'error'
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** The one order in which findings are printed: by place, then severity, then code and message. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.place.file, b.place.file) ||
    a.place.line - b.place.line ||
    a.place.column - b.place.column ||
    severityRank[a.severity] - severityRank[b.severity] ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  )
}

/** Order by code units: the same on every machine, unlike localeCompare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
