import type { Finding } from '../values/finding.ts'
import { isMap, typeName } from '../values/json.ts'
import type { FileLayer, SetLayer } from '../values/layers.ts'
import { parseSet, SetError, type SetFlag } from '../values/set.ts'
import { spanAt } from '../values/span.ts'
import { lineStarts, readYaml } from '../values/yaml/index.ts'
import { InputError } from './read.ts'

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

/** @throws InputError */
export function setLayers(given: Record<SetFlag, readonly string[]>): SetLayer[] {
  let ordinal = 0
  return (['--set-json', '--set', '--set-string'] as const).flatMap(flag =>
    given[flag].map(text => {
      try {
        return { kind: 'set' as const, flag, text, ordinal: ++ordinal, assignments: parseSet(text, flag) }
      } catch (error) {
        if (error instanceof SetError) throw new InputError(`${flag} ${text}: ${error.message}`)
        throw error
      }
    }),
  )
}
