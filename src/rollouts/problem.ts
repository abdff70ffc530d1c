import type { ObjectRef, Problem, Subject } from '../values/finding.ts'
import { type RolloutCode, rolloutCodes } from './codes.ts'

type Details = Pick<Problem, 'related' | 'suggestion' | 'help'>

/** A problem with the severity of its rule. */
export function problem(code: RolloutCode, subject: Subject, message: string, details: Details = {}): Problem {
  return {
    code,
    severity: rolloutCodes[code].severity,
    object: subject.object,
    path: subject.path,
    message,
    ...details,
  }
}

/** What names an object whose fields may be missing or of any type. */
export function identify(object: { apiVersion?: unknown; kind?: unknown; metadata?: unknown }): ObjectRef {
  const metadata = (object.metadata ?? {}) as { name?: unknown; namespace?: unknown }
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    apiVersion: text(object.apiVersion),
    kind: text(object.kind),
    namespace: text(metadata.namespace),
    name: text(metadata.name),
  }
}
