import { version } from '#build/version.js'
import { reporters } from '../lint/report/index.ts'
import { writeFile } from '../project/write-file.ts'
import type { Finding } from '../values/finding.ts'
import { linesIn } from './findings.ts'
import type { Report } from './lint-options.ts'
import { isTerminal, wantsColor, widthOf, writeErr, writeOut } from './streams.ts'

/** A file is no terminal: its lines are as long as a reader likes them. */
const fileWidth = 118

/**
 * Writes every report to its file, or to `stream`.
 *
 * @throws InputError
 */
export function writeReports(
  reports: readonly Report[],
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  stream: 1 | 2,
): void {
  const linesOf = linesIn(texts)
  for (const { format, file } of reports) {
    const isShown = file === null && isTerminal(stream)
    const context = { version, linesOf, color: file === null && wantsColor(stream), wraps: isShown }
    if (file !== null) writeFile(file, reporters[format](findings, { ...context, width: fileWidth }))
    else {
      const text = reporters[format](findings, { ...context, width: widthOf(stream) })
      if (stream === 1) writeOut(text)
      else writeErr(text)
    }
  }
}
