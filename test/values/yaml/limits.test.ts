import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../src/values/yaml/index.ts'

function bomb(levels: number, width: number): string {
  const lines = [`a0: &a0 [${Array(width).fill('x').join(', ')}]`]
  for (let i = 1; i <= levels; i++)
    lines.push(
      `a${i}: &a${i} [${Array(width)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    )
  return lines.join('\n')
}

describe('depth', () => {
  const nests: [string, (depth: number) => string][] = [
    ['lists in brackets', depth => '['.repeat(depth) + ']'.repeat(depth)],
    ['maps in braces', depth => `${'{a: '.repeat(depth)}x${'}'.repeat(depth)}`],
    ['lists by indentation', depth => `${'- '.repeat(depth)}x`],
    ['maps by indentation', depth => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ]
  it.each(nests)('%s may be 100 deep and no deeper', (_, nest) => {
    expect(readYaml(nest(100)).fault).toBeNull()
    expect(readYaml(nest(101)).fault?.code).toBe('YM021')
    expect(readYaml(nest(11), { maxDepth: 10 }).fault?.code).toBe('YM021')
  })

  it.each(['[', '{', '- ', '? ', '[[a]: ', '{a: '])('a million times %j is a mistake, not a crash', part => {
    expect(readYaml(part.repeat(1_000_000), { maxDepth: 1_000_000 }).fault).not.toBeNull()
  })

  it('counts the depth that aliases add', () => {
    const lines = ['a0: &a0 x']
    for (let i = 1; i <= 100; i++) lines.push(`a${i}: &a${i} [*a${i - 1}]`)
    expect(readYaml(lines.slice(0, 99).join('\n')).fault).toBeNull()
    expect(readYaml(lines.join('\n')).fault?.code).toBe('YM021')
  })
})

describe('aliases', () => {
  it('gives copies, which share nothing', () => {
    const { documents } = readYaml('a: &a {x: []}\nb: *a')
    const [{ a, b }] = documents as [{ a: { x: number[] }; b: { x: number[] } }]
    a.x.push(1)
    expect(b).toStrictEqual({ x: [] })
  })

  it('stops at a bomb', () => {
    expect(readYaml(bomb(2, 9)).fault).toBeNull()
    expect(readYaml(bomb(9, 9)).fault?.code).toBe('YM021')
    expect(readYaml(bomb(90, 2)).fault?.code).toBe('YM021')
  })

  it('stops at many small bombs in as many documents', () => {
    expect(readYaml(Array(2000).fill(bomb(2, 9)).join('\n---\n')).fault?.code).toBe('YM021')
  })

  it.each([
    [201, 200, 0, true],
    [202, 200, 0, false],
    [448, 999, 10_000, true],
    [449, 999, 10_000, false],
  ])('allows %i aliases of %i values beside %i others as go-yaml v2 does: %s', (aliases, values, others, allowed) => {
    const list = (length: number, item: string) => `[${Array(length).fill(item).join(',')}]`
    const text = `others: ${list(others, '1')}\nx: &x ${list(values, '1')}\nz: ${list(aliases, '*x')}`
    expect(readYaml(text).fault === null).toBe(allowed)
  })

  it('bounds the number of values on request', () => {
    expect(readYaml('[1, 2, 3]', { maxNodes: 10 }).fault).toBeNull()
    expect(readYaml('[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]', { maxNodes: 10 }).fault?.code).toBe('YM021')
  })
})
