import type { JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Identity, Names } from '../names.ts'

/** What a fix works on. It changes the objects in place; the values are for reading. */
export interface Draft {
  /** Everything the chart renders. */
  objects: Manifest[]
  canary: Manifest
  gateway: Manifest | null
  /** The merged values, and their `flaggerCanary`. */
  values: JsonMap
  block: JsonMap
  names: Names
  identity: Identity
}

/** Something the chart gets wrong, and what serin does instead. */
export interface Fix {
  name: string
  /** What is wrong with what the chart renders. */
  wrong: string
  /** What serin renders instead. */
  instead: string
  /** Where the fact comes from. */
  evidence: string
  /** Changes the values before the chart sees them, where its text could not be written otherwise. Returns a new block. */
  prepare?: (block: JsonMap) => JsonMap
  /** Changes what the chart rendered. Absent for a fix of how values are printed. */
  apply?: (draft: Draft) => void
}
