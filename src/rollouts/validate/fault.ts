import type { ObjectRef, Problem } from '../../values/finding.ts'
import type { Pointer } from '../../values/pointer.ts'
import { problem } from '../problem.ts'
import type { RolloutCode } from '../rules.ts'

/** A problem of the object at hand. */
export interface Fault {
  code: RolloutCode
  path: Pointer
  message: string
  help?: string
  /** Places in the same object, unless another one is named. */
  related?: { object?: ObjectRef; path: Pointer; message: string }[]
}

export function toProblem(object: ObjectRef, { code, path, message, help, related }: Fault): Problem {
  const places = related?.map(place => ({ object, ...place }))
  return problem(code, { object, path }, message, { ...(help && { help }), ...(places && { related: places }) })
}

export function quote(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
