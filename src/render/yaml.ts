import { flowScalar, literal, type Scalar, scalar } from './scalar.ts'

/**
 * Serin's own YAML writer: block style as kubectl and Helm users know it, lists at the indentation of their key, no folding.
 * A field that is undefined is left out, as JSON does.
 */
export function writeYaml(value: unknown, column = 0): string {
  return `${pad(column)}${afterDash(value, column)}\n`
}

/** `key: value`, from the key on; what follows stands at the key's column or deeper. */
export function entry(key: string, value: unknown, column: number): string {
  const name = keyText(key)
  if (name.length <= longestKey) return name + afterKey(value, column)
  return `? ${name}\n${pad(column)}: ${afterDash(value, column + 2)}`
}

/** Readers look for the colon in the next 1024 characters only; a longer key needs a question mark. */
export const longestKey = 1000

export function keyText(key: string): string {
  return scalar(key)
}

/** From the colon on. */
export function afterKey(value: unknown, column: number): string {
  if (isBranch(value)) {
    const deeper = Array.isArray(value) ? column : column + 2
    const lines = branch(value, deeper)
    if (lines !== '') return `:\n${pad(deeper)}${lines}`
  }
  return `: ${leaf(value, column)}`
}

/** A value that begins in the middle of a line, after `- ` or `: `; its further lines stand at the given column. */
export function afterDash(value: unknown, column: number): string {
  return (isBranch(value) && branch(value, column)) || leaf(value, column - 2)
}

/** The value in one line, for the inside of `[…]` and `{…}`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`
  if (!isBranch(value)) return flowScalar(toScalar(value))
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries.map(([key, item]) => `${flowScalar(key)}: ${flowText(item)}`).join(', ')}}`
}

/** The lines of a map or list, without the margin of the first one; `''` when it is empty. */
function branch(value: object, column: number): string {
  const margin = `\n${pad(column)}`
  let lines = ''
  if (Array.isArray(value)) {
    for (const item of value) lines += `${lines === '' ? '' : margin}- ${afterDash(item, column + 2)}`
    return lines
  }
  const map = value as Record<string, unknown>
  for (const key of Object.keys(map)) {
    if (map[key] !== undefined) lines += (lines === '' ? '' : margin) + entry(key, map[key], column)
  }
  return lines
}

function leaf(value: unknown, column: number): string {
  if (isBranch(value)) return Array.isArray(value) ? '[]' : '{}'
  const plain = toScalar(value)
  // Before the first column there is no parent to be indented from, and `---` would end the document.
  const block = typeof plain === 'string' && column >= 0 ? literal(plain, column + 2) : undefined
  return block ?? scalar(plain)
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What is no data (a function, a hole in a list) is null, as in JSON. */
function toScalar(value: unknown): Scalar {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return value
    default:
      return null
  }
}

const margins: string[] = []

export function pad(column: number): string {
  margins[column] ??= ' '.repeat(column)
  return margins[column]
}
