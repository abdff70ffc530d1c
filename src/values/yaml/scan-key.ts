import { failNoColon, longestKey } from './scan-fault.ts'
import { newToken, push, type Scanner, type Token } from './scanner.ts'

/** Remembers that the token to come may turn out to be a key. */
export function openKey(s: Scanner): void {
  if (!s.keyAllowed) return
  closeKey(s)
  const required = s.flow === 0 && s.indent === s.pos - s.lineStart
  const key = newToken(required ? 'required key' : 'possible key', s.pos, s.pos)
  push(s, key)
  s.keys[s.flow] = key
}

/** The open key of this flow level did not get its colon. */
export function closeKey(s: Scanner): void {
  const key = s.keys[s.flow]
  if (!key) return
  s.keys[s.flow] = null
  if (key.kind === 'required key') failNoColon(s, key)
  else key.kind = 'nothing'
}

/** The open key that a colon here completes. */
export function takeKey(s: Scanner): Token | null {
  const key = s.keys[s.flow]
  if (!key || key.kind === 'nothing' || !isOpenKey(s, key)) return null
  s.keys[s.flow] = null
  return key
}

/** Whether a colon here would still make it a key: on the same line, at most 1024 characters on. */
export function isOpenKey(s: Scanner, key: Token): boolean {
  if (key.start >= s.lineStart && isInReach(s, key)) return true
  if (key.kind === 'required key') failNoColon(s, key)
  else key.kind = 'nothing'
  return false
}

/** Characters beyond U+FFFF are two units, so the reach in units is found, once per key, when it may be exceeded. */
function isInReach(s: Scanner, key: Token): boolean {
  if (s.pos - key.start <= longestKey) return true
  if (key.end === key.start) {
    for (let left = longestKey; left > 0; left--) key.end += (s.text.codePointAt(key.end) ?? 0) > 0xffff ? 2 : 1
  }
  return s.pos <= key.end
}
