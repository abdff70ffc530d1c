/**
 * Whether an error is one of a class, by its name: the command line is built in pieces, and what one of them throws another
 * with a copy of the class may catch. For `static [Symbol.hasInstance]`.
 */
export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}
