import type { Code } from './finding.ts'
import type { MistakeKind } from './fold-errors.ts'

/** The code of a mistake for which a schema has no code of its own (`x-code`), and what it means. */
export const schemaCodes: Record<MistakeKind, { code: Code; meaning: string }> = {
  type: { code: 'SC001', meaning: 'The value is of the wrong type.' },
  choice: { code: 'SC002', meaning: 'The value is none of those that are allowed.' },
  pattern: { code: 'SC003', meaning: 'The text does not have the form it needs.' },
  range: { code: 'SC004', meaning: 'The number is too small or too large.' },
  'missing key': { code: 'SC005', meaning: 'The map lacks a key that it needs.' },
  'unknown key': { code: 'SC006', meaning: 'The map has a key that is not known there.' },
  size: { code: 'SC007', meaning: 'The text, list or map is too short or too long.' },
  combination: { code: 'SC008', meaning: 'The keys of the map do not go together.' },
  'key name': { code: 'SC009', meaning: 'The key does not have the form it needs.' },
}
