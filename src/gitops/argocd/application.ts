import { compare, type ObjectRef } from '../../values/finding.ts'
import { groupOf } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { canaryHealthKey, canaryHealthLua } from './health-canary.ts'
import type { IgnoreDifference } from './input.ts'
import { instanceLabel, trackingAnnotation } from './tracking.ts'

/** A field that another writer owns: by pointer, or by jq where a pointer cannot name it (all items of a list). */
export interface ForeignField {
  object: ObjectRef
  field: { pointer: Pointer } | { jq: string }
}

/** The part of an Application that keeps the peace with other writers. */
export interface ApplicationPatch {
  spec: { ignoreDifferences: IgnoreDifference[]; syncPolicy: { syncOptions: string[] } }
}

/** Without it a sync still applies what the diff ignores (Argo CD 3.6, docs/user-guide/sync-options.md). */
export const respectIgnored = 'RespectIgnoreDifferences=true'

/** One rule an object, in a stable order; a pointer below another one is left out. */
export function ignoreRules(fields: ForeignField[]): IgnoreDifference[] {
  const byObject = new Map<string, { object: ObjectRef; pointers: Set<string>; jq: Set<string> }>()
  for (const { object, field } of fields) {
    const group = groupOf(object.apiVersion)
    const id = [group, object.kind, object.namespace, object.name].join('\n')
    const entry = byObject.get(id) ?? { object, pointers: new Set(), jq: new Set() }
    byObject.set(id, entry)
    if ('pointer' in field) entry.pointers.add(field.pointer)
    else entry.jq.add(field.jq)
  }
  return [...byObject]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { object, pointers, jq }]) => ({
      group: groupOf(object.apiVersion),
      kind: object.kind,
      name: object.name,
      ...(object.namespace === '' ? {} : { namespace: object.namespace }),
      ...(pointers.size > 0 ? { jsonPointers: outermost([...pointers]) } : {}),
      ...(jq.size > 0 ? { jqPathExpressions: [...jq].sort(compare) } : {}),
    }))
}

function outermost(pointers: Pointer[]): Pointer[] {
  return pointers
    .filter(pointer => !pointers.some(other => other !== pointer && pointer.startsWith(`${other}/`)))
    .sort(compare)
}

/** The rules with the sync option that makes a sync keep to them; no option where there is no rule. */
export function applicationPatch(fields: ForeignField[], syncOptions: string[] = []): ApplicationPatch {
  const ignoreDifferences = ignoreRules(fields)
  const wanted = ignoreDifferences.length > 0 ? [respectIgnored] : []
  return { spec: { ignoreDifferences, syncPolicy: { syncOptions: withOptions(syncOptions, wanted) } } }
}

/** Options are `key=value`; a wanted one takes the place of the same key. */
export function withOptions(existing: string[], wanted: string[]): string[] {
  const keys = new Set(wanted.map(keyOf))
  return [...existing.filter(option => !keys.has(keyOf(option))), ...wanted]
}

function keyOf(option: string): string {
  return option.split('=')[0] ?? option
}

export interface TrackingAdvice {
  method: 'annotation' | 'annotation+label' | 'label'
  /** Are objects that a controller copied from tracked ones left alone? */
  safeForCopies: boolean
  why: string
}

/** How each tracking method takes the copies that Flagger makes (Argo CD 3.6, controller/state.go, isSelfReferencedObj). */
export const trackingAdvice: TrackingAdvice[] = [
  {
    method: 'annotation',
    safeForCopies: true,
    why: `a copied ${trackingAnnotation} names another object: no sync status, never pruned`,
  },
  {
    method: 'annotation+label',
    safeForCopies: true,
    why: `ownership goes by ${trackingAnnotation}; the label ${instanceLabel} is for reading only`,
  },
  {
    method: 'label',
    safeForCopies: false,
    why: `a copy without an owner that carries ${instanceLabel} is claimed, and pruned when Git lacks it`,
  },
]

/** Keys for argocd-cm: a Canary at a gate is suspended, and one without a status no error. */
export const argocdCmForCanaries: Record<string, string> = { [canaryHealthKey]: canaryHealthLua }
