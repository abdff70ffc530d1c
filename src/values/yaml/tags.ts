import type { Json } from '../json.ts'
import { readBase64 } from './base64.ts'
import { readInteger } from './number.ts'
import { resolve } from './scalar.ts'
import { isTimestamp } from './timestamp.ts'

/** What `!!` stands for. */
export const coreTags = 'tag:yaml.org,2002:'
export const mergeTag = `${coreTags}merge`
export const floatTag = `${coreTags}float`

/** What each tag makes of a scalar's text, quoted or not; undefined when the text does not fit. */
const readers = new Map<string, (text: string) => Json | undefined>([
  [`${coreTags}str`, text => text],
  [`${coreTags}null`, text => (resolve(text) === null ? null : undefined)],
  [`${coreTags}bool`, text => ifType(resolve(text), 'boolean')],
  [`${coreTags}int`, text => readInteger(text) ?? undefined],
  [floatTag, readTaggedFloat],
  [`${coreTags}timestamp`, text => (isTimestamp(text) ? text : undefined)],
  [`${coreTags}binary`, readBase64],
])

/** The value of a scalar with a tag; a tag that is not YAML's own leaves the text as it is. */
export function resolveTagged(tag: string, text: string): Json | undefined {
  const reader = readers.get(tag)
  return reader ? reader(text) : text
}

/** An integer will do, unless only an unsigned 64-bit one holds it: go-yaml v2 refuses that. */
function readTaggedFloat(text: string): Json | undefined {
  const integer = readInteger(text)
  if (integer === null) return ifType(resolve(text), 'number')
  return BigInt.asIntN(64, BigInt(integer)) === BigInt(integer) ? Number(integer) : undefined
}

function ifType(value: Json, type: 'boolean' | 'number'): Json | undefined {
  return typeof value === type ? value : undefined
}

/** `!!int` as people write it, for messages. */
export function shortTag(tag: string): string {
  return tag.startsWith(coreTags) ? `!!${tag.slice(coreTags.length)}` : tag
}
