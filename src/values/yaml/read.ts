import type { Json } from '../json.ts'
import { parseDocuments } from './documents.ts'
import type { YamlFault } from './fault.ts'
import { type Located, newParser, type YamlOptions } from './parser.ts'
import { readQuickly } from './quick/read.ts'

/**
 * Reads YAML, and so JSON, as Helm and kubectl do: sigs.k8s.io/yaml, that is go-yaml v2 and its conversion to JSON.
 *
 * It differs on purpose in this alone (test/values/yaml/differences.test.ts):
 * - a key twice in one map is a mistake, unless `duplicates` is `last`;
 * - lists and maps may be nested 100 deep, not 10 000, and `maxNodes` bounds what aliases add over all documents;
 * - a key or number that JSON cannot hold is a mistake even where a later key or merge would replace it;
 * - a character that YAML does not allow is a mistake wherever it is, also after the first document;
 * - a byte order mark counts at the start alone; go-yaml v2 also drops one that happens to begin a block it reads;
 * - after a first document of empty brackets go-yaml v2 does not look at the rest of the line, serin does.
 */
export function readYaml(
  text: string,
  options: YamlOptions = {},
): { documents: Json[]; fault: null } | { documents: null; fault: YamlFault } {
  const quick = readQuickly(text, options)
  if (quick !== null) return { documents: quick, fault: null }
  const { documents, fault } = parse(text, options, false)
  if (fault === null) return { documents: documents.map(document => document.value), fault }
  // Some faults refer to places that only the second pass records.
  return { documents: null, fault: locateYaml(text, options).fault ?? fault }
}

/** The same with the place of every key and value; documents before a fault are kept. */
export function locateYaml(text: string, options: YamlOptions = {}): { documents: Located[]; fault: YamlFault | null } {
  return parse(text, options, true)
}

const byteOrderMark = '\ufeff'
const forbidden = /[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

function parse(text: string, options: YamlOptions, places: boolean): { documents: Located[]; fault: YamlFault | null } {
  const fault = findForbidden(text)
  if (fault !== null) return { documents: [], fault }
  const parser = newParser(text, text.startsWith(byteOrderMark) ? 1 : 0, options, places)
  const documents = parseDocuments(parser, options.documents ?? 'all')
  return { documents, fault: parser.scanner.fault }
}

/** A character that YAML does not allow (go-yaml v2, readerc.go). */
function findForbidden(text: string): YamlFault | null {
  const at = text.startsWith(byteOrderMark + byteOrderMark) ? 1 : text.search(forbidden)
  if (at < 0) return null
  const point = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return {
    code: 'YM001',
    message: `the character U+${point} is not allowed in YAML`,
    start: at,
    end: at + 1,
    help: 'remove it, or write it as an escape in double quotes',
  }
}
