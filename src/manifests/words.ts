import { type Json, typeName } from '../values/json.ts'

/** What stands somewhere, without quoting it: it may be part of a Secret. */
export function typeInWords(value: Json): string {
  return words[typeName(value)]
}

const words: Record<ReturnType<typeof typeName>, string> = {
  null: 'nothing',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a text',
  list: 'a list',
  map: 'a map',
}
