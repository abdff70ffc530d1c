import type { Json } from '../../values/json.ts'

/** A jq program as a tree. `and`, `or`, string interpolation and the like are already written out in simpler forms. */
export type Query =
  | { is: 'identity' }
  | { is: 'constant'; value: Json }
  | { is: 'index'; of: Query; key: Query }
  | { is: 'slice'; of: Query; from: Query | null; to: Query | null }
  | { is: 'each'; of: Query }
  | { is: 'pipe' | 'comma' | 'alternative'; left: Query; right: Query }
  | { is: 'update'; operator: UpdateOperator; path: Query; value: Query }
  | { is: 'if'; condition: Query; whenTrue: Query; whenFalse: Query }
  | { is: 'try'; body: Query; handler: Query | null }
  | { is: 'bind'; source: Query; pattern: Pattern; body: Query }
  | { is: 'reduce'; source: Query; pattern: Pattern; start: Query; update: Query }
  | { is: 'foreach'; source: Query; pattern: Pattern; start: Query; update: Query; extract: Query | null }
  | { is: 'label'; name: string; body: Query }
  | { is: 'break'; name: string }
  | { is: 'object'; entries: { key: Query; value: Query }[] }
  | { is: 'array'; of: Query | null }
  | { is: 'variable'; name: string }
  | { is: 'call'; name: string; args: Query[] }
  | { is: 'define'; definition: Definition; body: Query }

/** `=`, `|=`, or the native that an operator such as `+=` applies. */
export type UpdateOperator = 'assign' | 'modify' | Native
export type Native = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo' | 'orElse'

export interface Definition {
  name: string
  /** `$x` for values, `f` for closures. */
  parameters: string[]
  body: Query
}

/** What calls look a definition up by. */
export function signature(definition: Definition): string {
  return `${definition.name}/${definition.parameters.length}`
}

export type Pattern =
  | { is: 'name'; name: string }
  | { is: 'array'; items: Pattern[] }
  | { is: 'object'; entries: { key: Query; name: string | null; value: Pattern | null }[] }

export const identity: Query = { is: 'identity' }

export function constant(value: Json): Query {
  return { is: 'constant', value }
}

export function call(name: string, ...args: Query[]): Query {
  return { is: 'call', name, args }
}

/** Why a text is no program: a mistake that gojq reports too, or something that only serin cannot do. */
export class NotAProgram extends Error {
  readonly unsupported: boolean
  constructor(message: string, unsupported = false) {
    super(message)
    this.unsupported = unsupported
  }
}
