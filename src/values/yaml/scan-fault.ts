import { BACKTICK, GREATER, PIPE, TAB } from './chars.ts'
import { line, lineEnd, lineText } from './cursor.ts'
import { quoted } from './fault.ts'
import { fail, type Scanner, type Token } from './scanner.ts'

/** How far from its start a key's colon may stand. */
export const longestKey = 1024

/** A tab where only spaces count. */
export function failTab(s: Scanner, at: number): Token {
  return fail(s, {
    code: 'YM002',
    message: 'a tab is used for indentation; YAML allows only spaces there',
    start: at,
    end: at + 1,
    help: 'replace the tab with spaces',
  })
}

/** A key that its line, or 1024 characters, ended without a colon. */
export function failNoColon(s: Scanner, key: Token): Token {
  const { start } = key
  if (start >= s.lineStart && s.pos - start > longestKey) return failLongKey(s, start)
  const written = line(s, start)
  return fail(s, {
    code: 'YM008',
    message: `a key is expected here, but no colon and blank follow ${quoted(written)}`,
    start,
    end: start + written.length,
    help: hasGluedColon(written)
      ? 'put a blank after the colon'
      : 'write `key: value`; if the line continues the text above, indent it or quote the whole text',
  })
}

function failLongKey(s: Scanner, start: number): Token {
  const end = lineEnd(s, start)
  const message = `the key ${quoted(s.text.slice(start, end))} is longer than ${longestKey} characters`
  return fail(s, { code: 'YM008', message, start, end, help: 'shorten it; if it is no key, quote the whole text' })
}

/** `key:value`, which is one piece of text. */
function hasGluedColon(text: string): boolean {
  return /^[\w.-]+:\S/.test(text)
}

const scopedVariable = /@\{\{([^}\n]*)\}\}/y

/** A value as its writer saw it: up to a comment, in brackets also up to the comma. */
const blockText = /^.+?(?=\s+#|$)/
const flowText = /^.[^,\]}]*?(?=\s+#|\s*[,\]}]|$)/

/** A character that begins nothing. */
export function failStart(s: Scanner): Token {
  const start = s.pos
  const code = s.text.charCodeAt(start)
  if (code === TAB) return failTab(s, start)
  const sign = s.text.charAt(start)
  const written = (s.flow > 0 ? flowText : blockText).exec(line(s, start))?.[0] ?? sign
  scopedVariable.lastIndex = start
  const variable = scopedVariable.exec(s.text)
  if (variable) {
    return fail(s, {
      code: 'YM006',
      message: `${quoted(variable[0])} is a Devtron scoped variable that was left unresolved`,
      start,
      end: start + variable[0].length,
      help: `put the value of ${variable[1]} here, or quote it to keep it as text`,
    })
  }
  return fail(s, {
    code: 'YM005',
    message:
      code === PIPE || code === GREATER
        ? `a block text (\`${sign}\`) cannot stand inside [ ] or { }`
        : `a value cannot start with ${code === BACKTICK ? 'a backtick' : `\`${sign}\``} unless it is quoted`,
    start,
    end: start + written.length,
    help: `put quotes around ${quoted(written)}`,
  })
}

/** `- ` or `? ` after something else on its line. */
export function failIndicator(s: Scanner, what: string): Token {
  return fail(s, {
    code: 'YM010',
    message: `${what} cannot start here, after other text on its line`,
    start: s.pos,
    end: s.pos + 1,
    help: 'start it on a line of its own, or put quotes around the value if it is text',
  })
}

/** `: ` after something that cannot be a key. */
export function failColon(s: Scanner): Token {
  const { tail, pos, lineStart } = s
  if (tail.kind === 'scalar' && tail.plain && tail.start < lineStart) return failContinued(s, tail)
  const start = tail.start < lineStart ? pos : tail.start
  if (pos - start > longestKey) return failLongKey(s, start)
  return fail(s, {
    code: 'YM007',
    message: s.text.startsWith('--- ', lineStart)
      ? 'a map cannot start on the line of `---`'
      : `a second \`: \` on one line, in ${quoted(line(s, start))}`,
    start,
    end: pos + 1,
    help: 'put quotes around the value if it is text; start a nested map on a line of its own',
  })
}

/** A key so far indented that it continues the text without quotes above it. */
function failContinued(s: Scanner, text: Token): Token {
  const end = s.pos + 1
  const start = lineText(s, s.pos)
  return fail(s, {
    code: 'YM007',
    message: `${quoted(s.text.slice(start, end))} continues the unquoted text above it, so it cannot be a key`,
    start,
    end,
    help: hasGluedColon(line(s, text.start))
      ? 'put a blank after the colon above'
      : 'indent it like the other keys of its map',
    related: [{ message: 'the text starts here', start: text.start, end: lineEnd(s, text.start) }],
  })
}
