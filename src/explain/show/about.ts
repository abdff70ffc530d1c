import { list } from '../../values/quote.ts'
import type { About } from '../about.ts'
import { paragraph, shown } from './lines.ts'

/** What a schema says, in indented lines. */
export function aboutLines(about: About): string[] {
  const { title, description, deprecated } = about
  const text = [title && description ? `${title.replace(/\.$/, '')}.` : title, description].filter(
    part => part !== null,
  )
  return [
    ...(text.length > 0 ? paragraph(text.join(' '), '  ') : []),
    ...paragraph(formOf(about), '  '),
    ...(deprecated === null ? [] : paragraph(`Deprecated: ${deprecated}.`, '  ')),
  ]
}

function formOf({ form, types, choices, minimum, maximum, default: fallback, keys }: About): string {
  const type = form ?? (choices.length > 0 ? list(choices.map(shown), 'or') : list(types, 'or')) ?? 'anything'
  const bounds = form === null ? boundsOf(minimum, maximum) : ''
  const inside = keys.length > 0 && form === null ? ` with ${list(keys)}` : ''
  const absent = fallback === undefined || fallback === null ? '' : `; ${shown(fallback)} by default`
  return `Expected: ${type || 'anything'}${bounds}${inside}${absent}.`
}

function boundsOf(minimum: number | null, maximum: number | null): string {
  if (minimum !== null && maximum !== null) return ` from ${minimum} to ${maximum}`
  if (minimum !== null) return `, ${minimum} or more`
  return maximum === null ? '' : `, at most ${maximum}`
}
