import { getKey, isMap, type Json, type JsonMap, setKey } from './json.ts'
import type { Layer } from './layers.ts'
import { type Located, locateYaml } from './yaml/index.ts'

/**
 * What stands for the value of a Secret. It is no base64, so that the API server refuses a preview that somebody applies,
 * instead of taking it for the secret.
 */
export const hiddenValue = '<hidden>'

/** The root keys under which Devtron's chart has Secrets (secret.yaml and generic.yaml of chart 4-22-0). */
const holders = ['secret', 'ConfigSecrets', 'rawYaml'] as const
const named = new RegExp(`\\b(${holders.join('|')})\\b`)

/** What may be seen below them: all else is hidden. An index is written `*`. */
const open: ReadonlySet<string> = new Set([
  'secret.enabled',
  'ConfigSecrets.enabled',
  ...['name', 'type', 'external', 'externalType', 'global', 'mountPath', 'subPath', 'filePermission'].map(
    key => `ConfigSecrets.secrets.*.${key}`,
  ),
])

/** Whether a text of values may hold any. */
export function mayHoldSecretValues(text: string): boolean {
  return named.test(text)
}

/** A layer without the values of Secrets: nothing behind this function ever sees them. Its text is for finding places only. */
export function withoutSecrets<T extends Layer>(layer: T): T {
  if (layer.kind !== 'set') {
    const data = hideInValues(layer.data)
    return data === layer.data ? layer : { ...layer, data }
  }
  const text = maskArgument(layer.text)
  if (text === layer.text) return layer
  const assignments = layer.assignments.map(assignment => {
    const { path, value } = assignment
    const hidden = path.length === 0 && isMap(value) ? hideInValues(value) : hide(value, path.map(step))
    return { ...assignment, value: isHolder(path[0]) || path.length === 0 ? hidden : value }
  })
  return { ...layer, text, assignments }
}

function hideInValues(values: JsonMap): JsonMap {
  let out = values
  for (const key of holders) {
    const value = getKey(values, key)
    if (value === undefined) continue
    if (out === values) out = { ...values }
    setKey(out, key, hide(value, [key]))
  }
  return out
}

function hide(value: Json, path: readonly string[]): Json {
  if (Array.isArray(value)) return value.map(item => hide(item, [...path, '*']))
  if (!isMap(value)) return value === null || open.has(path.join('.')) ? value : hiddenValue
  const out: JsonMap = {}
  for (const key of Object.keys(value)) setKey(out, key, hide(value[key] as Json, [...path, key]))
  return out
}

function step(segment: string | number): string {
  return typeof segment === 'number' ? '*' : segment
}

function isHolder(key: string | number | undefined): boolean {
  return holders.some(holder => holder === key)
}

/** An argument of `--set` as it may be shown: nothing after the first value that may be one of a Secret. */
export function maskArgument(text: string): string {
  const at = text.search(named)
  const equals = at < 0 ? -1 : text.slice(at).search(/[=:{]/)
  return equals < 0 ? text : text.slice(0, at + equals + 1) + blot(text.slice(at + equals + 1))
}

/** Data that hold arguments of `--set`, such as serin.yaml, as they may be quoted. */
export function maskArguments(data: Json): Json {
  if (typeof data === 'string') return maskArgument(data)
  if (Array.isArray(data)) return data.map(maskArguments)
  if (!isMap(data)) return data
  const out: JsonMap = {}
  for (const key of Object.keys(data)) {
    const value = data[key] as Json
    setKey(out, key, named.test(key) ? hide(value, [key]) : maskArguments(value))
  }
  return out
}

/** The text of a values file or of serin.yaml as it may be shown, line for line and column for column. */
export function maskValues(text: string): string {
  if (!mayHoldSecretValues(text)) return text
  const { documents, fault } = locateYaml(text)
  if (fault) return maskLines(text)
  let shown = text.replaceAll(argument, (_, path: string, rest: string) => path + blot(rest))
  for (const { start, end, value } of documents.flatMap(hiddenNodes)) {
    shown = shown.slice(0, start) + blot(shown.slice(start, end)) + shown.slice(end)
    // An alias has its text at the anchor.
    if (typeof value === 'string' && value.length >= shortest) shown = shown.replaceAll(value, blot)
  }
  return shown
}

/** A path into a holder and what follows it, as `--set` has it. */
const argument = new RegExp(`(\\b(?:${holders.join('|')})[.[][^\\s=:]*\\s*[=:])(.*)`, 'g')

/** A shorter text may be anything. */
const shortest = 4

function hiddenNodes(root: Located): Located[] {
  return holders.flatMap(key => {
    const holder = root.entries?.get(key)
    return holder ? nodesIn(holder.value, [key]) : []
  })
}

function nodesIn(node: Located, path: readonly string[]): Located[] {
  if (node.items) return node.items.flatMap(item => nodesIn(item, [...path, '*']))
  if (node.entries) return [...node.entries].flatMap(([key, { value }]) => nodesIn(value, [...path, key]))
  return node.value === null || open.has(path.join('.')) ? [] : [node]
}

/** Of a text that is no YAML nobody knows where a value ends: from a key of Secrets to the next line that begins at its column. */
function maskLines(text: string): string {
  let inside = false
  return text.replaceAll(/^.*$/gm, line => {
    if (/^[^\s#-]/.test(line)) inside = named.test(line)
    else inside ||= holderKey.test(line)
    return inside ? blot(line) : line
  })
}

const holderKey = new RegExp(`^\\s*["']?(${holders.join('|')})["']?\\s*:`)

function blot(text: string): string {
  return text.replaceAll(/\S/g, '*')
}
