import { version } from '#build/version.js'
import { reporters } from '../lint/report/index.ts'
import { writeFile } from '../project/write-file.ts'
import type { Finding } from '../values/finding.ts'
import { linesIn } from './findings.ts'
import type { Report } from './lint-options.ts'
import { lookOf, usualWidth, writeErr, writeOut } from './streams.ts'

/** A file is no terminal: its lines are as long as a reader likes them. */
const inFile = { color: false, width: usualWidth, wraps: false }

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
    const look = file === null ? lookOf(stream) : inFile
    const text = reporters[format](findings, { ...look, version, linesOf })
    if (file !== null) writeFile(file, text)
    else if (stream === 1) writeOut(text)
    else writeErr(text)
  }
}
