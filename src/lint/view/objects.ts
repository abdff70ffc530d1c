import { kindKey } from '../../flagger/kinds.ts'
import type { Manifest } from '../../values/manifest.ts'

/** The given objects by kind, namespace and name. */
export interface Objects {
  /** Those of a kind (`networking.istio.io/VirtualService`, `/Service`), in one namespace or in all of them. */
  all: (kind: string, namespace?: string) => readonly Manifest[]
  get: (kind: string, namespace: string, name: string) => Manifest | null
  /** All of them. */
  every: () => readonly Manifest[]
}

const indexes = new WeakMap<readonly Manifest[], Map<string, Objects>>()

/** One index for all releases that share a cluster: built once, whoever asks first. */
export function objectsOf(objects: readonly Manifest[], defaultNamespace: string): Objects {
  const known = indexes.get(objects) ?? new Map<string, Objects>()
  indexes.set(objects, known)
  const index = known.get(defaultNamespace) ?? newIndex(objects, defaultNamespace)
  known.set(defaultNamespace, index)
  return index
}

function newIndex(objects: readonly Manifest[], defaultNamespace: string): Objects {
  const lists = new Map<string, Manifest[]>()
  const single = new Map<string, Manifest>()
  const add = (key: string, object: Manifest) => {
    const list = lists.get(key)
    if (list) list.push(object)
    else lists.set(key, [object])
  }
  for (const object of objects) {
    const kind = kindKey(object.apiVersion, object.kind)
    const namespace = object.metadata.namespace ?? defaultNamespace
    add(kind, object)
    add(`${kind} ${namespace}`, object)
    single.set(`${kind} ${namespace} ${object.metadata.name}`, object)
  }
  return {
    all: (kind, namespace) => lists.get(namespace === undefined ? kind : `${kind} ${namespace}`) ?? none,
    get: (kind, namespace, name) => single.get(`${kind} ${namespace} ${name}`) ?? null,
    every: () => objects,
  }
}

const none: readonly Manifest[] = []
