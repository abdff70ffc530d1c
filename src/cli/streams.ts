import { fstatSync, statSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'

/** stdout is data only; everything for people goes to stderr. Written at once: setting up Node's streams takes longer. */
export function writeOut(text: string): void {
  write(1, text)
}

export function writeErr(text: string): void {
  write(2, text)
}

function write(stream: 1 | 2, text: string): void {
  let rest: Uint8Array = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      // A reader such as `head` that stops reading is no fault of ours.
      if (code === 'EPIPE') process.exit()
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** NO_COLOR and FORCE_COLOR decide, otherwise whether the stream is a terminal (https://no-color.org). */
export function wantsColor(stream: 1 | 2): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0'
  return TERM !== 'dumb' && isTerminal(stream)
}

/** What is not written to a terminal is made to be read in one. */
export const usualWidth = 118

/** What reports are printed for: columns, and whether lines have to end at them. */
export function lookOf(stream: 1 | 2): { color: boolean; width: number; wraps: boolean } {
  const wraps = isTerminal(stream)
  const columns = wraps ? (stream === 1 ? process.stdout : process.stderr).columns : 0
  return { color: wantsColor(stream), width: columns || usualWidth, wraps }
}

/** Loading node:tty takes longer than rendering an app, and most output goes to a file, a pipe or nowhere. */
export function isTerminal(stream: 1 | 2): boolean {
  return mayBeTerminal(stream) && process.getBuiltinModule('node:tty').isatty(stream)
}

function mayBeTerminal(stream: 1 | 2): boolean {
  try {
    const status = fstatSync(stream)
    return status.isCharacterDevice() && status.rdev !== statSync(devNull).rdev
  } catch {
    return true
  }
}
