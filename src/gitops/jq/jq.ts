import type { Json } from '../../values/json.ts'
import { checkNames } from './check.ts'
import { outputs } from './evaluate.ts'
import { parse } from './parse.ts'
import { NotAProgram, type Query } from './syntax.ts'
import { JqError, toJson } from './values.ts'

/** A jq program as gojq 0.12 would take it, which is what Argo CD runs. */
export interface Program {
  query: Query
}

/** `error`: gojq fails there too. `unsupported`: serin cannot tell what gojq would do. */
export type Failure = { error: string } | { unsupported: string }

export function compile(source: string): Program | Failure {
  return caught(() => {
    const query = parse(source)
    checkNames(query)
    return { query }
  })
}

/** The first outputs of a program, at most `limit` of them. */
export function run(program: Program, input: Json, limit: number): { outputs: Json[] } | Failure {
  return caught(() => {
    const found: Json[] = []
    if (limit > 0) {
      for (const output of outputs(program.query, input)) {
        if (found.push(output) >= limit) break
      }
    }
    return { outputs: found }
  })
}

function caught<T>(work: () => T): T | Failure {
  try {
    return work()
  } catch (error) {
    if (error instanceof NotAProgram) {
      return error.unsupported ? { unsupported: error.message } : { error: error.message }
    }
    if (error instanceof JqError) return { error: typeof error.value === 'string' ? error.value : toJson(error.value) }
    if (error instanceof RangeError) return { unsupported: 'the jq expression nests too deep' }
    throw error
  }
}
