import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A values file with ten thousand mistakes: located, folded and printed by a whole process. */
export function benchErrors() {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  try {
    const file = join(folder, 'values.yaml')
    const lines = Array.from({ length: 10_000 }, (_, i) => `    - uri: {prefx: /${i}}`)
    writeFileSync(file, `flaggerCanary:\n  enabled: true\n  match:\n${lines.join('\n')}\n`)
    const start = performance.now()
    const { status, stderr } = spawnSync(process.execPath, [resolve('dist/serin.cjs'), 'render', '-f', file], {
      maxBuffer: 2 ** 28,
    })
    const took = performance.now() - start
    const found = /(\d+) errors/.exec(stderr.toString())?.[1]
    if (status !== 1 || Number(found) < 10_000) throw new Error(`exit ${status}, ${found} errors`)
    return [
      {
        what: `${found} schema errors located and printed, whole process`,
        measured: `${took.toFixed(0)} ms`,
        goal: 'at most 1 000 ms',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
