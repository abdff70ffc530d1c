import { fieldOrigins } from '../../devtron/trace.ts'
import type { Description } from '../../lint/rules/describe.ts'
import { nearest } from '../../values/nearest.ts'
import { dotted, type Pointer, pointer, segments } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import { type About, aboutOf } from '../about.ts'
import { readPath } from '../path.ts'
import { meantPath } from '../values/unknown.ts'
import { type Behaviour, behavioursOf } from './behaviour.ts'
import { rulesAbout } from './rules.ts'
import { ownedKinds, type Writer, writersOf } from './writers.ts'

/** What is known of one field of a kind. */
export interface FieldExplanation {
  kind: string
  path: Pointer
  /** Null where no schema describes it. */
  about: About | null
  /** What the controller does with it while it runs. */
  behaviours: Behaviour[]
  /** The Devtron value that it comes from. */
  value: Pointer | null
  rules: Description[]
  /** Of objects that a controller writes: which of their fields. */
  writers: Writer[]
}

/** `text` says why there is nothing to explain. */
export interface Unknown {
  unknown: string
}

/** The kinds whose fields a schema describes. */
const schemas: Record<string, string> = {
  Canary: 'canary.schema.json',
  MetricTemplate: 'metric-template.schema.json',
  AlertProvider: 'alert-provider.schema.json',
  Rollout: 'rollout.schema.json',
  AnalysisTemplate: 'analysis-template.schema.json',
}
const valuesSchema = 'devtron-values.schema.json'

/** `Canary.spec.analysis.interval`, the field of an object that a controller writes, or the path of a Devtron value. */
export function explainField(text: string): FieldExplanation | Unknown {
  const path = readPath(text)
  const [kind = '', ...rest] = path === null ? [] : segments(path)
  const file = Object.hasOwn(schemas, kind) ? schemas[kind] : undefined
  const inner = pointer(...rest)
  const writers = writersOf(kind, inner)
  if (file === undefined && writers.length === 0) return explainValueKey(path, kind)
  const about = file === undefined ? null : aboutOf(file, inner)
  if (file !== undefined && !about) return { unknown: `${kind} has no field ${dotted(inner)}${hint(kind, file, rest)}` }
  return {
    kind,
    path: inner,
    about,
    behaviours: kind === 'Canary' ? behavioursOf(inner) : [],
    value: valueBehind(kind, inner),
    rules: rulesAbout(kind, inner),
    writers,
  }
}

function explainValueKey(path: Pointer | null, kind: string): FieldExplanation | Unknown {
  const about = path === null ? null : aboutOf(valuesSchema, path)
  if (path !== null && about) {
    const rules = rulesAbout('values', path)
    return { kind: 'values', path, about, behaviours: [], value: null, rules, writers: [] }
  }
  const keys = aboutOf(valuesSchema, '')?.keys ?? []
  if (path !== null && keys.includes(kind)) {
    const meant = meantPath({}, path)
    return { unknown: `there is no value ${dotted(path)}${meant === null ? '' : `; did you mean ${dotted(meant)}?`}` }
  }
  const kinds = [...Object.keys(schemas), ...ownedKinds()]
  const guess = nearest(kind, [...kinds, ...keys])
  const known = list([...new Set(kinds)])
  return {
    unknown: `there is no kind ${kind}${guess ? `; did you mean ${guess}?` : `; serin knows the fields of ${known}`}`,
  }
}

/** The first step that is not known, mended; what follows it is kept. */
function hint(kind: string, file: string, steps: readonly string[]): string {
  for (let i = 0; i < steps.length; i++) {
    if (aboutOf(file, pointer(...steps.slice(0, i + 1)))) continue
    const keys = aboutOf(file, pointer(...steps.slice(0, i)))?.keys ?? []
    const guess = nearest(steps[i] ?? '', keys)
    if (guess === undefined)
      return keys.length > 0 ? `; there ${keys.length > 1 ? 'are' : 'is'} ${keys.join(', ')}` : ''
    const mended = dotted(pointer(kind, ...steps.slice(0, i), guess, ...steps.slice(i + 1)))
    return `; did you mean ${mended}?`
  }
  return ''
}

/** The value that Devtron's chart puts into a field of its objects; null for what the chart writes itself. */
function valueBehind(kind: string, path: Pointer): Pointer | null {
  for (const [field, from] of fieldOrigins[kind] ?? []) {
    if (field === '' || !(path === field || path.startsWith(`${field}/`))) continue
    const value = from + path.slice(field.length)
    return aboutOf(valuesSchema, value) ? value : null
  }
  return null
}
