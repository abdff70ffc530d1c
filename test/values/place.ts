import { type Document, isCollection, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Problem } from '../../src/values/finding.ts'
import type { Json } from '../../src/values/json.ts'
import { segments } from '../../src/values/pointer.ts'

/** A values file and the line of a problem in it, by the plain `yaml` package. */
export function readValues(text: string): { values: Json; lineOf: (problem: Problem) => number } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  return {
    values: document.toJS() as Json,
    lineOf: problem => lines.linePos(offset(document, problem)).line,
  }
}

function offset(document: Document.Parsed, { path, part }: Problem): number {
  const keys = segments(path)
  const last = keys.pop() ?? ''
  const holder = keys.length === 0 ? document.contents : document.getIn(keys, true)
  if (part === 'key' && isMap(holder)) {
    const pair = holder.items.find(({ key }) => isScalar(key) && key.value === last)
    return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0
  }
  const node = isCollection(holder) ? holder.get(last, true) : undefined
  return isScalar(node) || isCollection(node) ? (node.range?.[0] ?? 0) : 0
}
