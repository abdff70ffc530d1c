import type { ObjectRef, Problem } from '../../values/finding.ts'
import type { Pointer } from '../../values/pointer.ts'
import type { RolloutCode } from '../codes.ts'
import { problem } from '../problem.ts'

/** A problem of the object at hand, unless it names another one. */
export interface Fault {
  code: RolloutCode
  object?: ObjectRef
  path: Pointer
  message: string
  help?: string
  /** Places in the same object, unless another one is named. */
  related?: { object?: ObjectRef; path: Pointer; message: string }[]
}

export function toProblem(home: ObjectRef, { code, object = home, path, message, help, related }: Fault): Problem {
  const places = related?.map(place => ({ object: home, ...place }))
  return problem(code, { object, path }, message, { ...(help && { help }), ...(places && { related: places }) })
}
