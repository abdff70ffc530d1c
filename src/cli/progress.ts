import { isTerminal, writeErr } from './streams.ts'

const patience = 1000
const pause = 100

/** Says on a terminal how far long work is; nothing in a pipe, in CI, or when the work is done within a second. */
export interface Progress {
  at(done: number, all: number, what: string): void
  /** Takes the line away. */
  end(): void
}

export function showProgress(verb: string): Progress {
  const { CI, TERM } = process.env
  const isSilent = TERM === 'dumb' || (CI !== undefined && CI !== '')
  const start = Date.now()
  let last = start
  let isShown = false
  return {
    at: (done, all, what) => {
      const now = Date.now()
      if (isSilent || now - start < patience || now - last < pause) return
      last = now
      if (!isTerminal(2)) return
      isShown = true
      writeErr(`\r\x1b[K${verb} ${done} of ${all}: ${what}`)
    },
    end: () => {
      if (isShown) writeErr('\r\x1b[K')
    },
  }
}
