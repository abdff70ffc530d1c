import type { ObjectRef } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'
import { hashLabel, ownMetadata, pruneLabel } from './identity.ts'
import { groupVersion, inNamespace, kindId, nameId, refOfObject, textAt, textMapAt } from './object.ts'

/** What Fleet finds of a bundle in the cluster (Fleet 0.16, desiredset/desiredset_process.go). */
export interface Plan {
  /** Objects of Git that do not carry the bundle's label in the cluster; `exists` when they are there all the same. */
  create: { ref: ObjectRef; exists: boolean }[]
  /** Objects with the bundle's label that Git does not have. */
  extra: ObjectRef[]
  /** Objects on both sides; `written` is Git's as it was written, or null where Fleet does not find it again. */
  update: { ref: ObjectRef; desired: JsonMap; written: JsonMap | null; live: JsonMap }[]
}

export function planBundle(release: JsonMap[], live: JsonMap[], bundle: string, defaultNamespace: string): Plan {
  const scopes = scopesOf(release, live)
  const cluster = byKindAndName(live)
  const hash = ownMetadata(bundle).labels[hashLabel]
  const written = byKindAndName(release)
  const anyVersion = new Set(release.map(object => groupId(refOfObject(object))))
  const plan: Plan = { create: [], extra: [], update: [] }

  for (const [id, objects] of written) {
    const isNamespaced = namespacedIn(scopes, [...objects.values()][0] ?? {})
    const desired = new Map<string, JsonMap>()
    for (const object of objects.values()) {
      const own = textAt(object, 'metadata', 'namespace')
      const placed = inNamespace(object, isNamespaced ? own || defaultNamespace : '')
      desired.set(nameId(refOfObject(placed)), placed)
    }
    const namespaces = new Set([...desired.values()].map(object => textAt(object, 'metadata', 'namespace')))
    const owned = new Map<string, JsonMap>()
    for (const object of cluster.get(id)?.values() ?? []) {
      const ref = refOfObject(object)
      const listed = !isNamespaced || namespaces.has(ref.namespace)
      if (listed && textMapAt(object, 'metadata', 'labels')[hashLabel] === hash) owned.set(nameId(ref), object)
    }
    for (const [name, object] of desired) {
      const ref = refOfObject(object)
      const current = owned.get(name)
      if (!current) plan.create.push({ ref, exists: cluster.get(id)?.has(name) ?? false })
      else plan.update.push({ ref, desired: object, written: findAgain(objects, ref, defaultNamespace), live: current })
    }
    for (const [name, object] of owned) {
      const ref = refOfObject(object)
      if (desired.has(name) || textMapAt(object, 'metadata', 'labels')[pruneLabel] === 'false') continue
      const inOtherVersion =
        anyVersion.has(groupId(ref)) ||
        (ref.namespace === defaultNamespace && anyVersion.has(groupId({ ...ref, namespace: '' })))
      if (!inOtherVersion) plan.extra.push(ref)
    }
  }
  return plan
}

/** Fleet guesses where Git's object stood: in no namespace, or in the default one (desiredset/diff.go). */
function findAgain(objects: Map<string, JsonMap>, ref: ObjectRef, defaultNamespace: string): JsonMap | null {
  const other = ref.namespace === '' ? defaultNamespace : ''
  const object = objects.get(nameId(ref)) ?? objects.get(nameId({ ...ref, namespace: other }))
  return object ? inNamespace(object, ref.namespace) : null
}

function byKindAndName(objects: JsonMap[]): Map<string, Map<string, JsonMap>> {
  const out = new Map<string, Map<string, JsonMap>>()
  for (const object of objects) {
    const ref = refOfObject(object)
    const names = out.get(kindId(ref)) ?? new Map<string, JsonMap>()
    out.set(kindId(ref), names.set(nameId(ref), object))
  }
  return out
}

function groupId(ref: ObjectRef): string {
  return `${groupVersion(ref.apiVersion)?.group ?? ''}\n${ref.kind}\n${nameId(ref)}`
}

/** What CustomResourceDefinitions and live objects tell about scopes: does a kind, by group, live in a namespace? */
function scopesOf(release: JsonMap[], live: JsonMap[]): Map<string, boolean> {
  const scopes = new Map<string, boolean>()
  for (const object of [...release, ...live]) {
    if (textAt(object, 'kind') !== 'CustomResourceDefinition') continue
    const group = textAt(object, 'spec', 'group')
    scopes.set(`${group}\n${textAt(object, 'spec', 'names', 'kind')}`, textAt(object, 'spec', 'scope') !== 'Cluster')
  }
  for (const object of live) {
    const { apiVersion, kind, namespace } = refOfObject(object)
    const id = `${groupVersion(apiVersion)?.group ?? ''}\n${kind}`
    if (!scopes.has(id)) scopes.set(id, namespace !== '')
  }
  return scopes
}

function namespacedIn(scopes: Map<string, boolean>, object: JsonMap): boolean {
  const { apiVersion, kind } = refOfObject(object)
  const known = isNamespacedKind(apiVersion, kind)
  return known ?? scopes.get(`${groupVersion(apiVersion)?.group ?? ''}\n${kind}`) ?? true
}
