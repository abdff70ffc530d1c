import type { Json } from '../../values/json.ts'
import type { Definition, Query } from './syntax.ts'

export interface Closure {
  body: Query
  names: Names | null
}

/** What is in scope, innermost first. */
export type Names = { outer: Names | null } & (
  | { is: 'value'; name: string; value: Json }
  | { is: 'closure'; name: string; closure: Closure }
  | { is: 'function'; name: string; definition: Definition }
  | { is: 'label'; name: string }
)

export function find(names: Names | null, is: 'value' | 'function' | 'label', name: string): Names | null {
  for (let at = names; at; at = at.outer) {
    if (at.name === name && (at.is === is || (is === 'function' && at.is === 'closure'))) return at
  }
  return null
}
