// How long a whole command takes, beside a Node process that does nothing, in turns.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What each command takes over an empty script in the same round: medians in milliseconds, and the empty script's own. */
export function timeOverEmpty(commands, rounds = 20) {
  const times = withEmptyScript(empty => timeRounds({ empty: [process.execPath, empty], ...commands }, rounds))
  const over = Object.keys(commands).map(name => [name, median(times[name].map((time, i) => time - times.empty[i]))])
  return { over: Object.fromEntries(over), empty: median(times.empty) }
}

/** Medians in milliseconds of `rounds` runs of each command. */
export function timeCommands(commands, rounds = 20) {
  return Object.fromEntries(Object.entries(timeRounds(commands, rounds)).map(([name, times]) => [name, median(times)]))
}

/** The commands take turns, so that all meet the same machine. The first round does not count. */
function timeRounds(commands, rounds) {
  const times = Object.fromEntries(Object.keys(commands).map(name => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, [program, ...args]] of Object.entries(commands)) {
      const start = performance.now()
      const { status } = spawnSync(program, args, { stdio: 'ignore' })
      if (status !== 0) throw new Error(`${name} exits with ${status}`)
      if (round > 0) times[name].push(performance.now() - start)
    }
  }
  return times
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** A folder with an empty script, for the time that Node itself takes. */
function withEmptyScript(work) {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  try {
    const script = join(folder, 'empty.js')
    writeFileSync(script, '')
    return work(script)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
