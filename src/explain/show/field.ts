import { controllerNames, type OwnedField } from '../../gitops/ownership/table.ts'
import { compare } from '../../values/finding.ts'
import { dotted, pointer, segments } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import type { FieldExplanation } from '../field/field.ts'
import type { Writer } from '../field/writers.ts'
import { aboutLines } from './about.ts'
import { blocks, paragraph, shown, table } from './lines.ts'

/** A field's explanation for people. */
export function fieldText({ kind, path, about, behaviours, value, rules, writers }: FieldExplanation): string {
  const name = dotted(kind === 'values' ? path : pointer(kind, ...segments(path)))
  const examples = (about?.examples ?? []).map(example => `  ${shown(example)}`)
  const codes = rules.toSorted((a, b) => compare(a.code, b.code)).map(({ code, title }) => [code, title])
  return blocks(
    [name],
    about ? aboutLines(about) : [],
    examples.length > 0 ? ['For example:', ...examples] : [],
    behaviours.length > 0
      ? [
          'What Flagger does with it:',
          ...behaviours.flatMap(({ does, source }) => paragraph(`${does} (${source})`, '  ')),
        ]
      : [],
    ...writers.map(writerLines),
    value === null ? [] : [`Devtron's chart writes it from ${dotted(value)}.`],
    codes.length > 0 ? ['Rules about it (`serin explain rule CODE`):', ...table(codes, '  ')] : [],
  )
}

function writerLines({ object, fields }: Writer): string[] {
  const { controller, role, kind, reverted, instead, source } = object
  const name = controllerNames[controller]
  if (fields.length === 0) return paragraph(`In the ${role} (${kind}) ${name} writes nothing there.`)
  return [
    `What ${name} writes in the ${role} (${kind}):`,
    ...fields.flatMap(written),
    ...paragraph(`Where somebody puts back what Git says: ${reverted}`, '  '),
    ...paragraph(`Instead: ${instead}`, '  '),
    ...paragraph(`(${name}, ${source})`, '  '),
  ]
}

function written({ field, writes, stages, held }: OwnedField): string[] {
  const when = held ? `${list(stages)}, and put back at the next run when it is changed` : list(stages)
  return paragraph(`${dotted(field).replaceAll('["*"]', '.*')}: ${writes} (${when}).`, '  ')
}
