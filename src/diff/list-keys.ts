import { isMap, type Json, type JsonMap } from '../values/json.ts'

type KeyOf = (item: JsonMap) => string | null

/** What the items of two versions of a list are known by: one text for each item, none twice in a list. */
export interface ListKeys {
  before: string[]
  after: string[]
  /** The key is what the item does, and may be what changes: those without a partner are paired in their order. */
  weak: boolean
}

const weakKeys = new WeakSet<KeyOf>()

function weak(keyOf: KeyOf): KeyOf {
  const own: KeyOf = item => keyOf(item)
  weakKeys.add(own)
  return own
}

/** The fields of an item that name it, the first row that names all items apart counts. Most lists are keyed by `name`. */
const keys: Record<string, readonly KeyOf[]> = {
  ports: [by('name'), by('port', 'protocol'), by('containerPort', 'protocol')],
  env: [by('name')],
  envFrom: [item => nameIn(item, 'configMapRef') ?? nameIn(item, 'secretRef')],
  volumeMounts: [by('mountPath')],
  volumeDevices: [by('devicePath')],
  sources: [item => nameIn(item, 'configMap') ?? nameIn(item, 'secret')],
  items: [by('key')],
  metrics: [by('name'), item => nameIn(item, 'resource') ?? nameIn(item, 'pods') ?? nameIn(item, 'external')],
  triggers: [by('name'), by('type')],
  tolerations: [by('key', 'effect')],
  ownerReferences: [by('uid')],
  conditions: [by('type')],
  // Istio and the Gateway API: a route goes by its name, else by what it matches.
  http: [by('name'), weak(matchOf)],
  tcp: [weak(matchOf)],
  tls: [by('secretName'), weak(matchOf)],
  route: [hostOf, item => text(fieldIn(item, 'destination'))],
  servers: [item => text(fieldIn(fieldIn(item, 'port'), 'name')) ?? text(fieldIn(fieldIn(item, 'port'), 'number'))],
  parentRefs: [by('namespace', 'name', 'sectionName')],
  gatewayRefs: [by('namespace', 'name', 'sectionName')],
  backendRefs: [by('kind', 'name', 'port')],
  rules: [by('name'), by('host'), weak(item => text(item['matches']))],
  paths: [by('path', 'pathType')],
  routes: [by('name'), weak(matchOf)],
  services: [by('name')],
}
const named: readonly KeyOf[] = [by('name')]

/** Where the place in the list is what a value means, or it may well be there twice. */
const ordered = new Set(['args', 'command', 'stepWeights', 'steps'])

/** Null when nothing names the items apart, so that they go by their index. */
export function listKeys(field: string, before: readonly Json[], after: readonly Json[]): ListKeys | null {
  if (ordered.has(field)) return null
  if (before.every(isScalar) && after.every(isScalar)) return both(before, after, item => String(item), false)
  for (const keyOf of (Object.hasOwn(keys, field) && keys[field]) || named) {
    const found = both(before, after, item => (isMap(item) ? keyOf(item) : null), weakKeys.has(keyOf))
    if (found) return found
  }
  return null
}

function both(
  before: readonly Json[],
  after: readonly Json[],
  keyOf: (item: Json) => string | null,
  weak: boolean,
): ListKeys | null {
  const [a, b] = [distinct(before, keyOf), distinct(after, keyOf)]
  return a && b ? { before: a, after: b, weak } : null
}

function distinct(items: readonly Json[], keyOf: (item: Json) => string | null): string[] | null {
  const seen = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null || seen.has(key)) return null
    seen.add(key)
  }
  return [...seen]
}

/** Together, the fields that are there; null when the first one is not. */
function by(first: string, ...others: string[]): KeyOf {
  return item => {
    const name = text(item[first])
    if (name === null && others.length === 0) return null
    const parts = [name, ...others.map(field => text(item[field]))].filter(part => part !== null)
    return parts.length === 0 ? null : parts.join('/')
  }
}

function nameIn(item: JsonMap, field: string): string | null {
  const ref = item[field]
  return isMap(ref) ? (text(ref['name'] ?? fieldIn(ref['metric'], 'name')) ?? null) : null
}

/** Istio: a host, or a part of its pods. */
function hostOf({ destination }: JsonMap): string | null {
  const parts = [fieldIn(destination, 'host'), fieldIn(destination, 'subset')].map(text)
  return parts[0] === null ? null : parts.filter(part => part !== null).join('/')
}

function matchOf(item: JsonMap): string | null {
  return text(item['match']) ?? '*'
}

function fieldIn(value: Json | undefined, field: string): Json | undefined {
  return isMap(value) ? value[field] : undefined
}

/** A text for any value, the same whatever the order of keys. */
function text(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.keys(value)
    .sort()
    .map(key => `${key}:${text(value[key])}`)
  return `{${entries.join(',')}}`
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null
}
