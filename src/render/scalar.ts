/**
 * Scalars that every reader takes as the same value: go-yaml 2 and 3 (Kubernetes, Helm, Fleet, Flux), PyYAML, js-yaml and yaml,
 * by YAML 1.1 or 1.2. A string stays plain only when none of them could take it for anything else;
 * fixtures/golden/render holds what each of them was seen to read.
 */
export type Scalar = null | boolean | number | bigint | string

export function scalar(value: Scalar): string {
  if (typeof value === 'string') return isPlain(value) ? value : quoted(value)
  if (typeof value === 'number') return numeral(value)
  return String(value)
}

/** A scalar inside `[…]` or `{…}`, where commas and brackets end a plain one. */
export function flowScalar(value: Scalar): string {
  if (typeof value === 'string') return isPlain(value) && !flowIndicator.test(value) ? value : quoted(value)
  return scalar(value)
}

/** YAML 1.1 takes an exponent only after a point and with a sign (PyYAML); 1.2 takes that too. */
function numeral(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  const text = String(value)
  const exponent = text.indexOf('e')
  return exponent < 0 || text.includes('.') ? text : `${text.slice(0, exponent)}.0${text.slice(exponent)}`
}

/** What nearly every string in a manifest looks like; only the words of YAML are left to fear (yaml 2 takes `E1` for NaN). */
const simple = /^(?![eE][\d-])[A-Za-z/_][\w./-]*$/
const words = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'])
const longestWord = 5

const structure = /^$|^[\s?:,[\]{}#&*!|>'"%@`~=]|^-(?:\s|$)|^(?:---|\.\.\.|<<)|:(?:\s|$)|\s#|\s$/
/** Every notation of a number, without its underscores: go-yaml drops those wherever they stand and takes `0b+1` for 1. */
const number =
  /^[-+]?(?:0x[-+]?[\da-f]*|0b[-+]?[01]*|0o?[-+]?[0-7]*|\d*\.?\d*(?:e[-+]?\d+)?|\d+(?::\d{1,2})+(?:\.\d*)?|\.(?:inf|nan))$/i
const date = /^\d{4}-\d{1,2}-\d{1,2}/
/**
 * What YAML does not call printable, what 1.1 takes for a line break or a byte order mark, and what a reviewer cannot see:
 * no-break and zero-width spaces, marks that turn the direction of the text.
 */
const special = /[\0-\x1f\x7f-\xa0\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/u
const flowIndicator = /[,[\]{}]/

function isPlain(text: string): boolean {
  if (simple.test(text)) return text.length > longestWord || !words.has(text.toLowerCase())
  return !structure.test(text) && !number.test(text.replaceAll('_', '')) && !date.test(text) && !special.test(text)
}

/** Single quotes where double ones would need a backslash, as in JSON held by an annotation; double quotes otherwise. */
function quoted(text: string): string {
  if (special.test(text)) return JSON.stringify(text).replace(specials, escaped)
  return /["\\]/.test(text) && !text.includes("'") ? `'${text}'` : JSON.stringify(text)
}

const specials = new RegExp(special, 'gu')

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Lines that a literal block cannot hold, or that readers disagree on: tabs and blanks where indentation is looked for. */
const notLiteral = /^\n*\t|(?:^|\n)[ \t]+(?:\n|$)|^\n*$/

/**
 * The string as a literal block whose lines stand at the given column, two deeper than the key or dash before it; undefined
 * when a block cannot say it exactly.
 */
export function literal(text: string, column: number): string | undefined {
  if (!text.includes('\n') || notLiteral.test(text) || special.test(text.replaceAll(/[\n\t]/g, ''))) return undefined
  const indicator = /^\n* /.test(text) ? '2' : ''
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const chomping = body === text ? '-' : body.endsWith('\n') ? '+' : ''
  const margin = ' '.repeat(column)
  return `|${indicator}${chomping}\n${body.replaceAll(/^(?=.)/gm, margin)}`
}
