import type { Example } from '../../lint/example.ts'
import type { Description } from '../../lint/rules/describe.ts'
import { blocks, paragraph, table } from './lines.ts'

/** What a code means, for people. */
export function ruleText({ code, title, severity, why, evidence, help, bad, good, docs }: Description): string {
  return blocks(
    [`${code} (${severity ?? 'error, warning or info'})`, ...paragraph(title, '  ')],
    why === null ? [] : ['Why:', ...paragraph(why, '  ')],
    help === null ? [] : ['What to do:', ...paragraph(help, '  ')],
    evidence === null ? [] : ['How it is known:', ...paragraph(evidence, '  ')],
    bad ? [`Found in this, at what stands between « and »${flagsOf(bad)}:`, ...exampleLines(bad)] : [],
    good ? ['Not found in this:', ...exampleLines(good)] : [],
    [`More: ${docs}`],
  )
}

export function ruleList(rules: readonly Description[]): string {
  return blocks(
    table(
      rules.map(({ code, severity, title }) => [code, severity ?? '', title]),
      '',
    ),
  )
}

function flagsOf({ flags }: Example): string {
  return flags === '' ? '' : `, with ${flags}`
}

function exampleLines({ text }: Example): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => `  ${line}`.trimEnd())
}
