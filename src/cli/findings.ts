import { reportText } from '../lint/report/text.ts'
import type { Finding } from '../values/finding.ts'
import { maskValues } from '../values/secret-values.ts'
import { lookOf, writeErr } from './streams.ts'

/** Findings on stderr, with the lines of the input that they are about. */
export function showFindings(findings: readonly Finding[], texts: ReadonlyMap<string, string>): void {
  if (findings.length === 0) return
  writeErr(reportText(findings, { ...lookOf(2), linesOf: linesIn(texts) }))
}

/** Finds the lines of a file, without the values of Secrets; each text is split once. */
export function linesIn(texts: ReadonlyMap<string, string>): (file: string) => readonly string[] | null {
  const lines = new Map<string, string[]>()
  return file => {
    const text = texts.get(file)
    if (text === undefined) return null
    const known = lines.get(file) ?? maskValues(text).split(/\r\n|\r|\n/)
    lines.set(file, known)
    return known
  }
}
