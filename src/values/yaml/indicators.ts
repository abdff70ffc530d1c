import { failColon, failIndicator } from './scan-fault.ts'
import { closeKey, openKey, takeKey } from './scan-key.ts'
import { dedentTo, indentTo, newToken, push, type Scanner, type Token, takeIndicator } from './scanner.ts'

/** `---`, `...` or the end. */
export function leaveDocument(s: Scanner, kind: 'document start' | 'document end' | 'end', length: number): Token {
  leaveBlocks(s)
  return takeIndicator(s, kind, length)
}

export function leaveBlocks(s: Scanner): void {
  dedentTo(s, -1)
  closeKey(s)
  s.keyAllowed = false
}

export function takeOpening(s: Scanner, kind: '[' | '{'): Token {
  openKey(s)
  s.flow++
  s.keys[s.flow] = null
  s.keyAllowed = true
  return takeIndicator(s, kind)
}

export function takeClosing(s: Scanner, kind: ']' | '}'): Token {
  closeKey(s)
  if (s.flow > 0) s.flow--
  s.keyAllowed = false
  return takeIndicator(s, kind)
}

export function takeComma(s: Scanner): Token {
  closeKey(s)
  s.keyAllowed = true
  return takeIndicator(s, ',')
}

/** `- ` */
export function takeItem(s: Scanner): Token {
  if (s.flow === 0) {
    if (!s.keyAllowed) return failIndicator(s, 'a list item (`- `)')
    openBlock(s, 'block list')
  }
  closeKey(s)
  s.keyAllowed = true
  return takeIndicator(s, 'item')
}

/** `? ` */
export function takeKeyMark(s: Scanner): Token {
  if (s.flow === 0) {
    if (!s.keyAllowed) return failIndicator(s, 'a key (`? `)')
    openBlock(s, 'block map')
  }
  closeKey(s)
  s.keyAllowed = s.flow === 0
  return takeIndicator(s, 'key')
}

/** `: ` */
export function takeColon(s: Scanner): Token {
  const key = takeKey(s)
  if (key !== null) {
    s.keyAllowed = false
    completeKey(s, key)
  } else {
    if (s.flow === 0) {
      if (!s.keyAllowed) return failColon(s)
      openBlock(s, 'block map')
    }
    s.keyAllowed = s.flow === 0
  }
  return takeIndicator(s, 'value')
}

/** A possible key got its colon; the first of a block map also starts the map. */
function completeKey(s: Scanner, key: Token): void {
  if (indentTo(s, key.start - s.lineStart)) {
    const mark = newToken('key', key.start, key.start)
    mark.next = key.next
    key.next = mark
    key.kind = 'block map'
  } else {
    key.kind = 'key'
  }
}

function openBlock(s: Scanner, kind: 'block list' | 'block map'): void {
  if (indentTo(s, s.pos - s.lineStart)) push(s, takeIndicator(s, kind, 0))
}
