import type { MistakeKind } from './fold-errors.ts'

/** Every code that a schema gives, and what it means. Those of Devtron stand in the schemas, where they hold (`x-code`). */
export const schemaCodes = {
  DT001: 'The key is not known in flaggerCanary or flaggerCanaryExtras.',
  DT002: 'The value has to be true or false; the chart takes every text that is not empty for true.',
  DT003: 'The value is null where the chart looks for something inside it.',
  DT005: 'A scoped variable is left over.',
  DT006: 'The port is no number from 1 to 65535 or, for targetPort, no name of a port.',
  DT012: 'The host is no host name.',
  DT029: 'The weight is no percentage from 1 to 100, or the threshold is below 1.',
  DT031: 'The duration is none that both the CRD and Go can read.',
  DT032: 'The success rate is no percentage, or the latency is not above 0.',
  DT033: 'The label or annotation is none that the API server takes.',
  DT034: 'The header changes or the CORS policy do not have the form they need.',
  SC001: 'The value is of the wrong type.',
  SC002: 'The value is none of those that are allowed.',
  SC003: 'The text does not have the form it needs.',
  SC004: 'The number is too small or too large.',
  SC005: 'The map lacks a key that it needs.',
  SC006: 'The map has a key that is not known there.',
  SC007: 'The text, list or map is too short or too long.',
  SC008: 'The keys of the map do not go together.',
  SC009: 'The key does not have the form it needs.',
} as const
export type SchemaCode = keyof typeof schemaCodes

/** The code of a mistake where the schema has none of its own. */
export const codeOf: Record<MistakeKind, SchemaCode> = {
  type: 'SC001',
  choice: 'SC002',
  pattern: 'SC003',
  range: 'SC004',
  'missing key': 'SC005',
  'unknown key': 'SC006',
  size: 'SC007',
  combination: 'SC008',
  'key name': 'SC009',
}
