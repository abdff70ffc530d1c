import type { Finding, Place } from '../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import { type Manifest, manifestOf } from '../values/manifest.ts'
import { type Pointer, pointer } from '../values/pointer.ts'
import { quote } from '../values/quote.ts'
import { locateYaml, readYaml, type YamlFault } from '../values/yaml/index.ts'
import { type ManifestCode, manifestCodes } from './codes.ts'
import { readMetadata } from './metadata.ts'
import { type Hide, readSecret } from './secret.ts'
import { type ManifestFile, type Source, sourceOf } from './source.ts'
import { typeInWords } from './words.ts'

/** An object and where it is written. */
export interface Given {
  manifest: Manifest
  /** Its number among all that were given. */
  order: number
  source: Source
  document: number
  /** Where in the document: not at its root when it is an item of a List. */
  path: Pointer
}

/** Every object of the texts, in their order, and what in them is none; `hide` takes the values out of Secrets. */
export function readManifests(files: readonly ManifestFile[], hide?: Hide): { given: Given[]; findings: Finding[] } {
  const reading: Reading = { given: [], findings: [], hide }
  for (const each of files) if (!isForTools(each.file)) readFile(each, reading)
  return reading
}

/** Files that lie among manifests in Git, and are read by the tools that deliver them. */
const toolFiles = new Set(['fleet.yaml', 'kustomization.yaml', 'kustomization.yml', 'Chart.yaml', 'values.yaml'])

export function isForTools(file: string): boolean {
  return toolFiles.has(file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1))
}

interface Reading {
  given: Given[]
  findings: Finding[]
  hide: Hide | undefined
}

/** A place in a text where an object, or something in it, is expected. */
interface Spot {
  source: Source
  document: number
  path: Pointer
}

function readFile(file: ManifestFile, reading: Reading): void {
  const source = sourceOf(file)
  const { documents, fault } = readYaml(file.text)
  if (fault) reading.findings.push(faultFinding(fault, source))
  // What comes before a mistake can still be read.
  const values = documents ?? locateYaml(file.text).documents.map(({ value }) => value)
  for (const [document, value] of values.entries()) {
    if (value !== null) readValue(value, { source, document, path: '' }, reading)
  }
}

function readValue(value: Json, spot: Spot, reading: Reading): void {
  if (!isMap(value) || (value['apiVersion'] === undefined && value['kind'] === undefined)) {
    const what = isMap(value) ? 'a map without apiVersion and kind' : typeInWords(value)
    reading.findings.push(findingAt('MF001', spot, '', `${what} is no Kubernetes object, and is left alone`))
  } else if (isList(value)) {
    readList(value['items'] ?? [], spot, reading)
  } else {
    readObject(value, spot, reading)
  }
}

/** `kind: List` holds objects of any kind, and so may hold lists; `kind: DeploymentList` is what the API server answers. */
function isList({ kind, items }: JsonMap): boolean {
  return kind === 'List' || (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
}

function readList(items: Json, spot: Spot, reading: Reading): void {
  if (!Array.isArray(items)) {
    const message = `items of this List is ${typeInWords(items)}; expected a list of objects`
    reading.findings.push(findingAt('MF001', spot, '/items', message))
    return
  }
  for (const [index, item] of items.entries()) {
    readValue(item, { ...spot, path: spot.path + pointer('items', index) }, reading)
  }
}

function readObject(value: JsonMap, spot: Spot, reading: Reading): void {
  const { apiVersion, kind } = value
  for (const [field, given] of [
    ['apiVersion', apiVersion],
    ['kind', kind],
  ] as const) {
    if (typeof given === 'string' && given !== '') continue
    const is = given === undefined ? `an object without ${field}` : `${field} is ${quote(given)}; expected a text`
    reading.findings.push(findingAt('MF002', spot, given === undefined ? '' : `/${field}`, is))
    return
  }
  const { secret, mistakes: ofSecret } =
    kind === 'Secret' ? readSecret(value, reading.hide) : { secret: value, mistakes: [] }
  const { metadata, mistakes } = readMetadata(secret['metadata'], String(kind))
  for (const { code, path, message } of [...mistakes, ...ofSecret]) {
    reading.findings.push(findingAt(code, spot, path, message))
  }
  if (!metadata) return
  const manifest = manifestOf(metadata === secret['metadata'] ? secret : { ...secret, metadata })
  reading.given.push({ ...spot, manifest, order: reading.given.length })
}

export function findingAt(code: ManifestCode, spot: Spot, path: Pointer, message: string): Finding {
  return finding(code, spot.source.at(spot.document, spot.path + path), spot.path + path, message)
}

export function finding(code: ManifestCode, place: Place, path: Pointer, message: string): Finding {
  const { severity } = manifestCodes[code]
  return { code, severity, message, place, path, object: null, related: [], suggestion: null, help: null }
}

function faultFinding({ code, message, start, end, help, related = [] }: YamlFault, source: Source): Finding {
  const isSafe = (sentence: string) => source.quotable || !quotes.test(sentence)
  return {
    code,
    severity: 'error',
    message: isSafe(message) ? message : 'this is no YAML; it is not quoted, because there is a Secret in the file',
    place: source.range(start, end),
    path: '',
    object: null,
    related: related.map(each => ({ message: each.message, place: source.range(each.start, each.end) })),
    suggestion: null,
    help: help && isSafe(help) ? help : null,
  }
}

/** What messages put quotations between. */
const quotes = /["'`]/
