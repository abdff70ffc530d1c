import { readFileSync, statSync } from 'node:fs'
import { type FileFix, fixedText, fixesByFile } from '../lint/fix/apply.ts'
import type { Finding } from '../values/finding.ts'
import { writeFile } from './write-file.ts'

const byteOrderMark = '\ufeff'

/** What the fixes of the findings would make of the files that were read; `kept` are those that may not be touched. */
export function planFixes(findings: readonly Finding[], kept: ReadonlySet<string>): FileFix[] {
  return fixesByFile(findings, file => (kept.has(file) ? null : textOnDisk(file)))
}

/** @throws InputError */
export function writeFixes(fixes: readonly FileFix[]): void {
  for (const fix of fixes) {
    const mark = readFileSync(fix.file, 'utf8').startsWith(byteOrderMark) ? byteOrderMark : ''
    writeFile(fix.file, mark + fixedText(fix))
  }
}

/** null for what is no file: `--set`, the chart's defaults; and for texts that are not UTF-8, which stay as they are. */
function textOnDisk(file: string): string | null {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch {
    return null
  }
}
