import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { unmarked } from '../../src/lint/example.ts'
import { type FileFix, fixedText, fixesByFile } from '../../src/lint/fix/apply.ts'
import { diffOf } from '../../src/lint/fix/diff.ts'
import { rules } from '../../src/lint/rules/index.ts'
import { lineStarts } from '../../src/values/yaml/index.ts'
import { lintExample } from './load.ts'
import { finding, place } from './report/findings.ts'

describe('a fix of a rule mends what it was given for', () => {
  const fixable = rules.filter(({ bad }) => lintExample(bad()).some(({ fix }) => fix))

  it.each(fixable.map(rule => [rule.code, rule] as const))('%s', (_, rule) => {
    const bad = rule.bad()
    const { text } = unmarked(bad)
    const mended = lintExample(bad).flatMap(({ code, fix }) => (fix ? [code] : []))
    const [fix] = fixesByFile(lintExample(bad), file => (file === 'example.yaml' ? text : null))
    const left = lintExample({ ...bad, text: fix ? fixedText(fix) : text }).filter(({ fix: more }) => more)
    expect(left.length).toBeLessThan(mended.length)
  })
})

test('of two fixes for one place the first is done, the other waits', () => {
  const edit = (text: string) => finding({ fix: [{ place: place('a.yaml', 1, 1, 3), text }] })
  const [fix] = fixesByFile([edit('one'), edit('two')], () => 'old: 1\n')
  expect(fix && [fixedText(fix), fix.count]).toEqual(['one: 1\n', 1])
})

test('a fix is done whole or not at all', () => {
  const edits = [
    { place: place('a.yaml', 1, 1, 3), text: 'one' },
    { place: place('--set', 1, 1, 3), text: 'two' },
  ]
  expect(fixesByFile([finding({ fix: edits })], file => (file === 'a.yaml' ? 'old: 1\n' : null))).toEqual([])
})

/** A text and edits of it that do not meet. */
const edited = fc
  .record({
    lines: fc.array(fc.constantFrom('', 'a: 1', 'bb: "ü"', '- c', '  - d # x'), { minLength: 1, maxLength: 30 }),
    end: fc.constantFrom('', '\n'),
    cuts: fc.array(fc.nat(300), { minLength: 2, maxLength: 8 }),
    texts: fc.array(fc.constantFrom('', 'x', 'y\nz', '\n'), { minLength: 4, maxLength: 4 }),
  })
  .map(({ lines, end, cuts, texts }): FileFix => {
    const text = lines.join('\n') + end
    const at = [...new Set(cuts.map(cut => cut % (text.length + 1)))].sort((a, b) => a - b)
    const splices = texts.flatMap((replacement, i) => {
      const [start, stop] = [at[2 * i], at[2 * i + 1]]
      return start === undefined || stop === undefined ? [] : [{ start, end: stop, text: replacement }]
    })
    return { file: 'values.yaml', text, starts: lineStarts(text), splices, count: 1 }
  })
  .filter(fix => fix.splices.length > 0 && fixedText(fix) !== fix.text)

test('git applies the diff, and gets what --fix writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'serin-diff-'))
  const file = join(folder, 'values.yaml')
  try {
    fc.assert(
      fc.property(edited, fix => {
        writeFileSync(file, fix.text)
        const { stderr, status } = spawnSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', '-'], {
          cwd: folder,
          input: diffOf(fix),
          encoding: 'utf8',
          env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
        })
        expect([status, stderr]).toEqual([0, ''])
        expect(readFileSync(file, 'utf8')).toBe(fixedText(fix))
      }),
      { numRuns: 60 },
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
