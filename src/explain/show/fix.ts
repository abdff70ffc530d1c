import type { Fix } from '../../devtron/fixes/fix.ts'
import { blocks, paragraph, table } from './lines.ts'

/** What a fix is for, for people. */
export function fixText({ name, wrong, instead, evidence }: Fix): string {
  return blocks(
    [name],
    ['What the chart gets wrong:', ...paragraph(wrong, '  ')],
    ['What serin renders instead:', ...paragraph(instead, '  ')],
    ['How it is known:', ...paragraph(evidence, '  ')],
    [
      `Off with --no-fix ${name}; --compat switches all of them off. What it changes in your manifests:`,
      '  serin render … --explain-fixes --only changed',
    ],
  )
}

export function fixList(fixes: readonly Fix[]): string {
  return blocks(
    table(
      fixes.map(({ name, instead }) => [name, instead]),
      '',
    ),
  )
}
