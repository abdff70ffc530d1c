/**
 * The order in which go-yaml v2 writes the keys of a map (goyaml.v2, sorter.go): numbers within names count as numbers, and
 * letters come after everything else, except behind a digit.
 */
export function compareKeys(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  let behindDigit = false
  for (let i = 0; i < left.length && i < right.length; i++) {
    const x = left[i] as string
    const y = right[i] as string
    if (x === y) {
      behindDigit = isDigit(x)
      continue
    }
    const xLetter = isLetter(x)
    const yLetter = isLetter(y)
    if (xLetter && yLetter) return codeOf(x) - codeOf(y)
    if (xLetter || yLetter) return xLetter === behindDigit ? -1 : 1
    return compareNumbers(left, right, i) || codeOf(x) - codeOf(y)
  }
  return left.length - right.length
}

function compareNumbers(left: string[], right: string[], from: number): number {
  // A zero that stands behind other digits of its number counts as a digit, a leading one does not.
  const lead = (left[from] === '0' || right[from] === '0') && followsNumber(left, from) ? '1' : ''
  const x = digitsFrom(left, from)
  const y = digitsFrom(right, from)
  return Number(lead + x) - Number(lead + y) || x.length - y.length
}

function followsNumber(chars: string[], from: number): boolean {
  for (let i = from - 1; i >= 0 && isDigit(chars[i] as string); i--) if (chars[i] !== '0') return true
  return false
}

function digitsFrom(chars: string[], from: number): string {
  let end = from
  while (end < chars.length && isDigit(chars[end] as string)) end++
  return chars.slice(from, end).join('')
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char)
}

function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char)
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0
}
