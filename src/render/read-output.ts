import { parseAllDocuments } from 'yaml'
import type { Json } from '../values/json.ts'

export interface OutputFault {
  message: string
  /** Where in the text it is. */
  start: number
}

/** Reads what a user's template gave. */
export function readOutput(text: string): { documents: Json[]; fault: null } | { documents: null; fault: OutputFault } {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, intAsBigInt: true })
  if (!Array.isArray(documents)) return { documents: [], fault: null }
  const [error] = documents.flatMap(document => document.errors)
  if (error) return { documents: null, fault: { message: error.message.split('\n')[0] ?? '', start: error.pos[0] } }
  return { documents: documents.map(document => document.toJS() as Json), fault: null }
}
