import { isMap, type JsonMap, sameData } from '../values/json.ts'
import { dataOf, type Manifest, manifestOf } from '../values/manifest.ts'
import { type Decoded, decode } from './go/decode.ts'
import { encode } from './go/encode.ts'
import { type Kind, kindKey } from './kinds.ts'
import { type Form, storedLike } from './known-forms.ts'
import { flaggerId, flaggerIdToken } from './labels.ts'
import type { Release } from './release.ts'

/**
 * The cluster as the controller sees it while it works: the given objects, read through the Go types of the controller, and
 * what it has written over them so far.
 */
export interface World {
  namespace: string
  get<T extends Manifest>(kind: Kind<T>, name: string, namespace?: string): T | null
  /** Creates the object or replaces it. `stored` when nothing but numbers has changed in one that was read. */
  put<T extends Manifest>(kind: Kind<T>, object: T, stored?: 'stored'): void
  /** Whether the object is only sketched: known well enough to be read, not to be copied. */
  isSketched(object: Manifest): boolean
  /** What the controller created, in the order in which it did. */
  created(): Manifest[]
  /** The given objects that are different now, in the order in which they were given. */
  changed(): Manifest[]
  /** How many objects were written so far: as long as that stays the same, so does the world. */
  writes(): number
  /** A world that goes its own way from here. */
  fork(): World
}

/** Told once about every given object that the controller reads. */
export type OnRead = (object: Manifest, read: Decoded) => void

export function openWorld(release: Pick<Release, 'cluster' | 'namespace'>, namespace: string, onRead: OnRead): World {
  const { cluster } = release
  const given = new Map<string, Manifest>()
  for (const object of cluster.objects) given.set(keyOfObject(object, release.namespace), object)
  const read = new Map<string, Manifest>()
  const forms = new Map<string, Form[]>()
  const keys = new Map<Kind, Map<string, string>>()
  const sketched = new Set([...cluster.sketched].map(object => keyOfObject(object, release.namespace)))

  return worldWith(new Map(), 0)

  /** The same few objects are asked for all the time: their keys are put together, and hashed, once. */
  function keyOf(kind: Kind, name: string, inNamespace: string): string {
    if (inNamespace !== namespace) return newKey(kind, name, inNamespace)
    const known = keys.get(kind)?.get(name)
    if (known !== undefined) return known
    const key = newKey(kind, name, inNamespace)
    keys.set(kind, (keys.get(kind) ?? new Map()).set(name, key))
    return key
  }

  function newKey(kind: Kind, name: string, inNamespace: string): string {
    return `${kind.key}/${kind.clusterScoped ? release.namespace : inNamespace}/${name}`
  }

  function readGiven(kind: Kind, key: string, inNamespace: string): Manifest | null {
    const known = read.get(key)
    if (known) return known
    const object = given.get(key)
    if (!object) return null
    const decoded = decode(fieldsOf(kind, object), kind.type)
    onRead(object, decoded)
    const typed = typedObject(kind, decoded.value, object, inNamespace)
    read.set(key, typed)
    return typed
  }

  /** Between two runs everything goes through the API server, where empty and absent are the same. */
  function stored(key: string, entry: Entry): Manifest {
    if (!entry.stored) {
      entry.object = storedObject(key, entry)
      entry.stored = true
    }
    return entry.object
  }

  function storedObject(key: string, { kind, object }: Entry): Manifest {
    const written = dataOf(object)
    const known = forms.get(key) ?? []
    for (const form of known) {
      const like = storedLike(form, written)
      if (!like) continue
      // What comes next is mostly of the same form.
      if (form !== known[0]) forms.set(key, [form, ...known.filter(other => other !== form)])
      return manifestOf(like)
    }
    const read = typedObject(kind, decode(encode(written, kind.type), kind.type).value, object, namespace)
    forms.set(key, [{ written, stored: dataOf(read) }, ...known.slice(0, mostForms - 1)])
    return read
  }

  function worldWith(written: Map<string, Entry>, writesBefore: number): World {
    let writes = writesBefore
    return {
      namespace,
      get<T extends Manifest>(kind: Kind<T>, name: string, inNamespace = namespace): T | null {
        const key = keyOf(kind, name, inNamespace)
        const entry = written.get(key)
        const object = entry ? stored(key, entry) : readGiven(kind, key, inNamespace)
        // The only cast of objects: they have just been read through the Go type of their kind, or were written as one.
        return object as T | null
      },
      put(kind, object, as) {
        const { name, namespace: inNamespace = '' } = object.metadata
        writes++
        written.set(keyOf(kind, name, inNamespace), { kind, object, stored: as === 'stored' })
      },
      isSketched: object => sketched.has(keyOfObject(object, release.namespace)),
      created: () =>
        [...written]
          .filter(([key]) => !given.has(key))
          .map(([, { kind, object }]) => shown(kind, object, kind.apiVersion)),
      changed: () =>
        [...given].flatMap(([key, original]) => {
          const now = written.get(key)
          const before = read.get(key)
          if (!now || !before || sketched.has(key)) return []
          const shownNow = shown(now.kind, now.object, original.apiVersion)
          return sameData(dataOf(shownNow), dataOf(shown(now.kind, before, original.apiVersion))) ? [] : [shownNow]
        }),
      writes: () => writes,
      fork: () => worldWith(new Map(written), writes),
    }
  }
}

/** Routes at rest, with weights, mirrored: an object has few forms that come again and again. */
const mostForms = 6

/** An object that was written; `stored` once it has been through the API server. */
interface Entry {
  kind: Kind
  object: Manifest
  stored: boolean
}

function keyOfObject(object: Manifest, namespace: string): string {
  return `${kindKey(object.apiVersion, object.kind)}/${object.metadata.namespace ?? namespace}/${object.metadata.name}`
}

/** The object without what its Go type does not say: its identity, and a status that nobody reads. */
function fieldsOf(kind: Kind, object: Manifest): JsonMap {
  const { apiVersion: _, kind: __, status = null, ...fields } = kind.read(dataOf(object))
  return kind.type.fields.has('status') ? { ...fields, status } : fields
}

/** The object with its identity beside the fields of the Go type, which has no apiVersion and kind. */
function typedObject(kind: Kind, value: JsonMap, object: Manifest, namespace: string): Manifest {
  const metadata = { ...(value['metadata'] as JsonMap), name: object.metadata.name }
  return {
    ...value,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: kind.clusterScoped ? metadata : { ...metadata, namespace: object.metadata.namespace ?? namespace },
  }
}

/** The object as it is written: what Go leaves out is left out. */
export function shown(kind: Kind, object: Manifest, apiVersion: string): Manifest {
  const { status: _, ...fields } = encode(dataOf(withIdTokens(object)), kind.type)
  return manifestOf({ apiVersion, kind: object.kind, ...fields })
}

/** The id that Flagger gives every revision of a primary is random: it is a token wherever it was copied to. */
function withIdTokens(object: Manifest): Manifest {
  const out = { ...object, metadata: withIdToken(object.metadata) }
  const { spec } = dataOf(object)
  const template = isMap(spec) ? spec['template'] : null
  const metadata = isMap(template) ? template['metadata'] : null
  if (!isMap(spec) || !isMap(template) || !isMap(metadata)) return out
  return { ...out, spec: { ...spec, template: { ...template, metadata: withIdToken(metadata) } } }
}

function withIdToken<T extends { annotations?: unknown }>(metadata: T): T {
  const { annotations } = metadata
  if (!isMap(annotations) || annotations[flaggerId] === undefined) return metadata
  return { ...metadata, annotations: { ...annotations, [flaggerId]: flaggerIdToken } }
}
