import type { Json } from '../json.ts'
import { quoted } from './fault.ts'
import { isFloatText } from './number.ts'
import type { Located, Parser } from './parser.ts'
import type { Properties } from './properties.ts'
import { keyText, resolve } from './scalar.ts'
import { fail, type Token } from './scanner.ts'
import { floatTag, mergeTag, resolveTagged, shortTag } from './tags.ts'

/** A scalar token, or the nothing after an anchor or tag on its own. */
export type Scalar = Pick<Token, 'text' | 'plain' | 'start' | 'end'>

export function readScalar(p: Parser, scalar: Scalar, props: Properties | null): Located {
  const { text, plain, start, end } = scalar
  if (props === null) return { value: plain ? resolve(text) : text, start, end }
  const node = { value: taggedValue(p, scalar, props), start: props.start, end }
  if (props.anchor !== '') p.anchors.set(props.anchor, { node, size: 1, key: readKeyText(node.value, scalar, props) })
  return node
}

function taggedValue(p: Parser, { text, plain, start, end }: Scalar, { tag }: Properties): Json {
  if (tag === '') return plain ? resolve(text) : text
  const value = resolveTagged(tag, text)
  if (value === undefined) {
    fail(p.scanner, { code: 'YM015', message: `${quoted(text)} is not a \`${shortTag(tag)}\``, start, end })
  }
  return value ?? null
}

/** What a scalar is as a key: its value as text, null if it can be no key. */
export function readKeyText(value: Json, { text }: Scalar, props: Properties | null): string | null {
  return keyText(value, typeof value === 'number' && (props?.tag === floatTag || isFloatText(text)))
}

export function isMergeKey({ text, plain }: Scalar, props: Properties | null): boolean {
  if (text !== '<<') return false
  const tag = props?.tag ?? ''
  return tag === '' ? plain : tag === '!' || tag === mergeTag
}
