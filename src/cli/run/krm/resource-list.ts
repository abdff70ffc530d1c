import { isMap, type JsonMap } from '../../../values/json.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import { type Located, lineStarts, locateYaml, placeAt } from '../../../values/yaml/index.ts'

/** What an orchestrator (kustomize, kpt) gives a function on stdin (kustomize, cmd/config/docs/api-conventions/functions-spec.md). */
export interface ResourceList {
  text: string
  root: Located
  items: Resource[]
  config: Resource | null
}

/** An object of the list, and where it came from. */
export interface Resource {
  node: Located
  data: JsonMap
  /** In the list: `/items/0`, `/functionConfig`. */
  at: Pointer
  origin: Origin | null
}

/** The file of an object, as the orchestrator notes it in annotations. kustomize does not; kpt does. */
export interface Origin {
  path: string
  /** Which of its documents. */
  index: number
  /** The folder that the path is relative to; null when it is not told. */
  folder: string | null
}

const versions = ['config.kubernetes.io/v1', 'config.kubernetes.io/v1beta1', 'config.kubernetes.io/v1alpha1']

/** The list, or a sentence that says why it is none. */
export function readResourceList(text: string): ResourceList | string {
  if (text.trim() === '') return 'stdin is empty; expected a ResourceList, as kustomize and kpt give it to a function'
  const { documents, fault } = locateYaml(text)
  if (fault) {
    const { line, column } = placeAt(lineStarts(text), fault.start)
    return `stdin is no YAML: line ${line}, column ${column}: ${fault.message}`
  }
  const [root, ...more] = documents
  if (!root || !isMap(root.value) || root.value['kind'] !== 'ResourceList' || more.length > 0) {
    return 'stdin is not one ResourceList; kustomize and kpt make one, `kpt fn source FOLDER | serin fn` makes one by hand'
  }
  const { apiVersion } = root.value
  if (typeof apiVersion !== 'string' || !versions.includes(apiVersion)) {
    return `apiVersion of the ResourceList is ${JSON.stringify(apiVersion ?? null)}; expected ${versions[0]}`
  }
  const config = root.entries?.get('functionConfig')?.value
  const items = root.entries?.get('items')?.value
  const wrong = (items?.items ?? []).findIndex(({ value }) => !isMap(value))
  if (wrong >= 0) return `items[${wrong}] of the ResourceList is no object`
  return {
    text,
    root,
    items: (items?.items ?? []).map((node, i) => resourceOf(node, pointer('items', i))),
    config: config && isMap(config.value) ? resourceOf(config, '/functionConfig') : null,
  }
}

function resourceOf(node: Located, at: Pointer): Resource {
  const data = isMap(node.value) ? node.value : {}
  return { node, data, at, origin: originOf(annotationsOf(data)) }
}

function originOf(annotations: JsonMap): Origin | null {
  const of = (name: string) =>
    annotations[`internal.config.kubernetes.io/${name}`] ?? annotations[`config.kubernetes.io/${name}`]
  const path = of('path')
  if (typeof path !== 'string' || path === '') return null
  const folder = of('package-path')
  const index = Number(of('index') ?? 0)
  return { path, index: Number.isSafeInteger(index) ? index : 0, folder: typeof folder === 'string' ? folder : null }
}

export function annotationsOf({ metadata }: JsonMap): JsonMap {
  return isMap(metadata) && isMap(metadata['annotations']) ? metadata['annotations'] : {}
}

/** What names an object among the items. */
export function identityOf({
  apiVersion,
  kind,
  metadata,
}: {
  apiVersion?: unknown
  kind?: unknown
  metadata?: unknown
}) {
  const { name, namespace } = isMap(metadata) ? metadata : {}
  return [apiVersion, kind, namespace ?? '', name].join('|')
}
