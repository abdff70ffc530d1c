import { changeText, inUnit } from '../../timeline/show/words.ts'
import { compare, describeObject } from '../../values/finding.ts'
import type { Origin } from '../../values/origin.ts'
import { dotted } from '../../values/pointer.ts'
import type { Course } from '../values/course.ts'
import type { Effects, FieldEffect, Part } from '../values/effects.ts'
import type { ValueExplanation } from '../values/explain.ts'
import { layerName } from '../values/says.ts'
import { aboutLines } from './about.ts'
import { blocks, paragraph, ranges, shown, table } from './lines.ts'

/** No value in a table is wider. */
const cell = 50

/** A value's explanation for people. */
export function valueText(explanation: ValueExplanation): string {
  const { path, value, about, effects } = explanation
  const is = value === undefined ? 'has no value' : `is ${shown(value)}`
  return blocks(
    paragraph(`${dotted(path)} ${is}`),
    about ? aboutLines(about) : [],
    sayLines(explanation),
    leafLines(explanation),
    effects ? effectLines(effects) : unknownLines(explanation),
    effects?.course ? courseLines(effects.course) : [],
    fixLines(explanation),
  )
}

function sayLines({ says }: ValueExplanation): string[] {
  if (says.length === 0) return ['No layer says anything about it.']
  const rows = says.map(say => [
    say.fate === 'counts' ? '>' : ' ',
    placeOf(say),
    say.effect === 'clears' ? clearText(say) : shown(say.value, cell),
    say.fate,
  ])
  return ['What each layer says, the lowest first:', ...table(rows, '')]
}

function clearText({ value }: Origin): string {
  return value === null ? 'null' : `${shown(value, cell)}, without it`
}

/** The chart's defaults that are serin's own copy stand in no file. */
function placeOf({ layer, place }: Origin): string {
  if (layer.kind === 'set') return layerName(layer)
  return layer.text === null ? layerName(layer) : `${place.file}:${place.line}:${place.column}`
}

function leafLines({ leaves }: ValueExplanation): string[] {
  if (leaves.length === 0) return []
  const rows = leaves.map(({ path, value, from }) => [dotted(path), shown(value, cell), from ? placeOf(from) : ''])
  return ['What is in it:', ...table(rows, '  ')]
}

const headings: Record<Part, string> = {
  authored: 'For Git:',
  generated: 'Created by the controller:',
  changed: 'Changed by the controller:',
}

function unknownLines({ isValid }: ValueExplanation): string[] {
  const why = isValid
    ? 'nothing that serin tried in its place goes with the other values.'
    : 'the values are wrong, see `serin lint`.'
  return [`What it does is not known: ${why}`]
}

function effectLines({ instead, fields }: Effects): string[] {
  const other = instead === undefined ? 'leaving it out' : `putting ${shown(instead)} in its place`
  if (fields.length === 0) return paragraph(`It changes none of these manifests, as far as ${other} shows.`)
  const lines = (['authored', 'generated', 'changed'] as const).flatMap(part => {
    const own = fields.filter(field => field.part === part)
    return own.length > 0 ? [`  ${headings[part]}`, ...own.flatMap(fieldLines)] : []
  })
  return [...paragraph(`What it does, seen by ${other}:`), ...lines]
}

function fieldLines({ object, path, before, after }: FieldEffect): string[] {
  const name = describeObject(object)
  if (path === '') return [`    ${name} ${after === undefined ? 'would not be there' : 'would be there'}`]
  return paragraph(`${name} ${dotted(path)}: ${shown(before)} → ${shown(after)}`, '    ')
}

function courseLines({ ticks, of, measures }: Course): string[] {
  const changed =
    ticks.length === 0 ? 'no tick is different' : `${ticks.length} of ${of} ticks are different (${ranges(ticks)})`
  const rows = measures.map(({ label, unit, a, b, change }) => [
    label,
    `${inUnit(a, unit)} → ${inUnit(b, unit)}`,
    changeText(change, unit),
  ])
  return [`The rollouts that \`serin timeline\` shows: ${changed}`, ...table(rows, '  ')]
}

function fixLines({ fixes }: ValueExplanation): string[] {
  const names = fixes.map(({ name }) => name).sort(compare)
  return names.length === 0
    ? []
    : paragraph(`Fixes with a hand in it: ${names.join(', ')} (\`serin explain fix NAME\`).`)
}
