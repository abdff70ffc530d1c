import { compare } from '../../values/finding.ts'
import { dotted, pointer, segments } from '../../values/pointer.ts'
import type { FieldExplanation } from '../field/field.ts'
import { aboutLines } from './about.ts'
import { blocks, shown, table, wrap } from './lines.ts'

/** A field's explanation for people. */
export function fieldText({ kind, path, about, behaviours, value, rules }: FieldExplanation): string {
  const name = dotted(kind === 'values' ? path : pointer(kind, ...segments(path)))
  const examples = about.examples.map(example => `  ${shown(example)}`)
  const codes = rules.toSorted((a, b) => compare(a.code, b.code)).map(({ code, title }) => [code, title])
  return blocks(
    [name],
    aboutLines(about),
    examples.length > 0 ? ['For example:', ...examples] : [],
    behaviours.length > 0
      ? ['What Flagger does with it:', ...behaviours.flatMap(({ does, source }) => wrap(`${does} (${source})`, '  '))]
      : [],
    value === null ? [] : [`Devtron's chart writes it from ${dotted(value)}.`],
    codes.length > 0 ? ['Rules about it (`serin explain rule CODE`):', ...table(codes, '  ')] : [],
  )
}
