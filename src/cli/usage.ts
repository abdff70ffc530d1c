import { isNamed } from '../values/error-kind.ts'

/** Wrong usage, or input that cannot be read: one sentence on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, 'UsageError')
  }
}
