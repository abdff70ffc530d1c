import type { Finding, Place } from './finding.ts'
import { isMap, typeName } from './json.ts'
import type { FileLayer } from './layers.ts'
import { maskValues, mayHoldSecretValues } from './secret-values.ts'
import { spanAt } from './span.ts'
import { lineStarts, readYaml } from './yaml/index.ts'

/** A values file as a layer, or the finding that says why it is none. */
export function fileLayer(name: string, text: string): FileLayer | Finding {
  const { documents, fault } = readYaml(text)
  const at = placer(name, text)
  if (fault) {
    const { code, message, start, end, help = null, related = [] } = fault
    const others = related.map(other => ({ message: other.message, place: at(other.start, other.end) }))
    const isSafe = (sentence: string) => !quotes.test(sentence) || isShown(text, start, end)
    const told = isSafe(message)
      ? message
      : 'this is no YAML; it is not quoted, because it may be the value of a Secret'
    return { ...unreadable(code, told, at(start, end), help && isSafe(help) ? help : null), related: others }
  }
  if (documents.length > 1) {
    const message = `a values file holds one document, this one has ${documents.length}; Helm would read the first and ignore the rest`
    return unreadable('SC090', message, at(0, 0), 'Split the file, one layer each.')
  }
  const data = documents[0] ?? {}
  if (isMap(data)) return { kind: 'file', name, file: name, text, data }
  const message = `values must be a map of keys, this file is a ${typeName(data)}`
  return unreadable('SC091', message, at(0, text.trimEnd().length), null)
}

/** What messages put quotations between. */
const quotes = /["'`]/

/** Whether nothing on the lines of a range has to be hidden. */
function isShown(text: string, start: number, end: number): boolean {
  if (!mayHoldSecretValues(text)) return true
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', end)
  const until = to < 0 ? text.length : to
  return maskValues(text).slice(from, until) === text.slice(from, until)
}

function placer(name: string, text: string): (start: number, end: number) => Place {
  let starts: number[] | null = null
  return (start, end) => {
    starts ??= lineStarts(text)
    return { file: name, layer: name, ...spanAt(starts, start, end) }
  }
}

function unreadable(code: Finding['code'], message: string, place: Place, help: string | null): Finding {
  return { code, severity: 'error', message, place, path: '', object: null, related: [], suggestion: null, help }
}
