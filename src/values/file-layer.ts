import type { Finding } from './finding.ts'
import { isMap, typeName } from './json.ts'
import type { FileLayer } from './layers.ts'
import { spanAt } from './span.ts'
import { lineStarts, readYaml } from './yaml/index.ts'

/** A values file as a layer, or the findings that say why it is none. */
export function fileLayer(
  name: string,
  text: string,
): { layer: FileLayer; findings: [] } | { layer: null; findings: Finding[] } {
  const { documents, fault } = readYaml(text)
  const starts = lineStarts(text)
  const finding = (
    start: number,
    end: number,
    message: string,
    help: string | null,
    code: Finding['code'],
  ): Finding => ({
    code,
    severity: 'error',
    message,
    place: { file: name, layer: name, ...spanAt(starts, start, end) },
    path: '',
    object: null,
    related: [],
    suggestion: null,
    help,
  })
  if (fault) {
    const main = finding(fault.start, fault.end, fault.message, fault.help ?? null, fault.code)
    const related = (fault.related ?? []).map(({ message, start, end }) => ({
      message,
      place: { file: name, layer: name, ...spanAt(starts, start, end) },
    }))
    return { layer: null, findings: [{ ...main, related }] }
  }
  if (documents.length > 1) {
    const message = `a values file holds one document, this one has ${documents.length}; Helm would read the first and ignore the rest`
    return { layer: null, findings: [finding(0, 0, message, 'Split the file, one layer each.', 'SC090')] }
  }
  const data = documents[0] ?? {}
  if (!isMap(data)) {
    const message = `values must be a map of keys, this file is a ${typeName(data)}`
    return { layer: null, findings: [finding(0, text.trimEnd().length, message, null, 'SC091')] }
  }
  return { layer: { kind: 'file', name, file: name, text, data }, findings: [] }
}
