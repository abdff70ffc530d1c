import { parseAllDocuments } from 'yaml'
import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { textAt } from '../object.ts'
import { takeApart } from '../release.ts'

export type Documents = { documents: Json[] } | { error: string }

/** The documents of a YAML or JSON file, as YAML 1.1 (Kubernetes reads `yes` as true); empty documents are left out. */
export function readDocuments(text: string): Documents {
  const documents: Json[] = []
  for (const document of parseAllDocuments(text, parseOptions)) {
    const fault = document.errors[0]
    if (fault) return { error: fault.message.split('\n')[0] ?? fault.message }
    const value: Json = document.toJS({ maxAliasCount: 100 })
    if (value !== null && value !== undefined) documents.push(value)
  }
  return { documents }
}

/** What Fleet makes of a raw file: its objects, or nothing at all when one document lacks a kind, or a fault of the bundle. */
export type RawFile = { objects: JsonMap[] } | { missingKind: true } | { error: string }

/** Fleet 0.16, internal/helmdeployer/rawyaml/resources.go and wrangler's pkg/yaml. */
export function readRawFile(text: string): RawFile {
  const read = readDocuments(text)
  if ('error' in read) return read
  const objects: JsonMap[] = []
  for (const document of read.documents) {
    if (!isMap(document)) return { error: 'a document is no map' }
    if (Object.keys(document).length === 0) continue
    if (textAt(document, 'kind') === '') return { missingKind: true }
    if (textAt(document, 'apiVersion') !== '') objects.push(...takeApart(document))
  }
  return { objects }
}

/** Times stay texts, as in JSON. */
export const parseOptions = {
  version: '1.1' as const,
  merge: true,
  prettyErrors: false,
  logLevel: 'error' as const,
  customTags: (tags: Tags) => tags.filter(tag => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'),
}

type Tags = Parameters<
  Exclude<Exclude<Parameters<typeof parseAllDocuments>[1], undefined>['customTags'], undefined | null | unknown[]>
>[0]
