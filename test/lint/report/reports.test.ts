import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { reportGithub } from '../../../src/lint/report/github.ts'
import { reportGitlab } from '../../../src/lint/report/gitlab.ts'
import { reportJson } from '../../../src/lint/report/json.ts'
import { reportJunit } from '../../../src/lint/report/junit.ts'
import { reportMarkdown } from '../../../src/lint/report/markdown.ts'
import { reportText } from '../../../src/lint/report/text.ts'
import { context, finding, hostile, place } from './findings.ts'

describe('json', () => {
  test('the form that the command line promises', () => {
    const fix = [{ place: place('values.yaml', 3, 5, 3), text: 'yes' }]
    const related = [{ message: 'the step', place: place('values.yaml', 2, 3) }]
    const { version, findings, summary } = JSON.parse(reportJson([finding({ fix, related })]))
    expect(version).toBe(1)
    expect(summary).toEqual({ error: 1, warning: 0, info: 0 })
    expect(findings).toEqual([
      {
        code: 'FL101',
        severity: 'error',
        message: 'stepWeight is 0: the rollout never begins',
        file: 'apps/shop/canary.yaml',
        line: 15,
        column: 17,
        endLine: 15,
        endColumn: 18,
        layer: null,
        path: '/spec/analysis/stepWeight',
        object: 'Canary prod/shop',
        related: [{ message: 'the step', file: 'values.yaml', line: 2, column: 3, endLine: 2, endColumn: 7 }],
        suggestion: null,
        fix: [{ file: 'values.yaml', line: 3, column: 5, endLine: 3, endColumn: 8, text: 'yes' }],
        docs: 'docs/rules/FL.md#fl101',
      },
    ])
  })

  test('no findings', () => {
    expect(JSON.parse(reportJson([]))).toEqual({ version: 1, findings: [], summary: { error: 0, warning: 0, info: 0 } })
  })
})

describe('junit', () => {
  const attributes = (element: string, text: string) =>
    [...text.matchAll(new RegExp(`<${element}\\b([^>]*)>`, 'g'))].map(([, all = '']) =>
      Object.fromEntries([...all.matchAll(/([\w]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
    )

  test('counts agree with what is there, and everything that the schema of Ant asks for is there', () => {
    const text = reportJunit(hostile)
    const suites = attributes('testsuite', text)
    const required = 'errors failures hostname id name package tests time timestamp'.split(' ')
    for (const suite of suites) expect(Object.keys(suite).sort()).toEqual(required)
    for (const one of attributes('testcase', text))
      expect(Object.keys(one).sort()).toEqual(['classname', 'name', 'time'])
    for (const one of attributes('failure', text)) expect(Object.keys(one).sort()).toEqual(['message', 'type'])
    const sum = (key: string) => suites.reduce((total, suite) => total + Number(suite[key]), 0)
    expect(sum('tests')).toBe(attributes('testcase', text).length)
    expect(sum('failures')).toBe(attributes('failure', text).length)
    expect(suites.map(({ id }) => id)).toEqual(['0', '1', '2'])
  })

  test('is well-formed whatever a message holds', () => {
    const text = reportJunit(hostile)
    expect(text).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]|\p{Cs}/u)
    expect(text).toContain('&lt;script&gt;&amp;&quot;')
    const checked = spawnSync('xmllint', ['--noout', '-'], { input: text, encoding: 'utf8' })
    if (checked.error === undefined) expect(checked.stderr).toBe('')
  })

  test('no findings are a test that passes', () => {
    expect(attributes('testsuite', reportJunit([]))).toMatchObject([{ tests: '1', failures: '0' }])
  })
})

describe('github', () => {
  test('one line for each finding, with everything escaped that ends a property or the line', () => {
    const lines = reportGithub(hostile).trimEnd().split('\n')
    expect(lines).toHaveLength(hostile.length)
    expect(lines[0]).toBe(
      '::error file=apps/shop/canary.yaml,line=15,endLine=15,col=17,endColumn=18,title=FL101 A rollout that never begins::stepWeight is 0: the rollout never begins%0ASet stepWeight, stepWeights or iterations to more than 0.',
    )
    expect(lines[2]).toContain('::warning file=C%3A/my apps/ü%3A%2C%25.yaml,line=1,')
    expect(lines[2]).toContain('100%25')
    expect(lines[3]).toMatch(/^::notice /)
  })

  test('a range of several lines has no columns', () => {
    const range = { ...place('a.yaml', 1, 1), endLine: 3 }
    expect(reportGithub([finding({ place: range })])).toMatch(/^::error file=a\.yaml,line=1,endLine=3,title=/)
  })
})

describe('gitlab', () => {
  test('what Code Quality needs, with fingerprints that differ', () => {
    const issues = JSON.parse(reportGitlab(hostile)) as { fingerprint: string }[]
    expect(issues[0]).toMatchObject({
      description: 'stepWeight is 0: the rollout never begins',
      check_name: 'FL101',
      severity: 'critical',
      location: { path: 'apps/shop/canary.yaml', lines: { begin: 15 } },
    })
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(hostile.length)
    expect(JSON.parse(reportGitlab([]))).toEqual([])
  })

  test('paths begin without ./', () => {
    expect(JSON.parse(reportGitlab([finding({ place: place('./a.yaml', 1, 1) })]))[0].location.path).toBe('a.yaml')
  })
})

describe('markdown', () => {
  test('rows keep their columns and show text as text', () => {
    const text = reportMarkdown(hostile)
    const rows = text.split('\n').filter(line => /^\| \d/.test(line))
    expect(rows).toHaveLength(hostile.length)
    for (const row of rows) expect(row.replaceAll('\\|', '').match(/\|/g)).toHaveLength(5)
    expect(text).toContain('&lt;script&gt;')
    expect(text).toContain('\\*so\\*')
    expect(text).not.toContain('@everyone')
    expect(text).toContain('### serin: 2 errors, 1 warning, 1 info')
  })

  test('fits into a comment', () => {
    const many = Array.from({ length: 2000 }, (_, i) => finding({ place: place('a.yaml', i + 1, 1) }))
    const text = reportMarkdown(many)
    expect(text.length).toBeLessThan(65_536)
    expect(text).toMatch(/And \d+ more/)
  })
})

describe('text', () => {
  const lines = ['spec:', '  analysis:', '    stepWeight: 0', `    note: ${'long '.repeat(60)}`]
  const shown = { ...context, linesOf: () => lines }
  const at = place('canary.yaml', 3, 17, 1)

  test('a block with a frame, and a line that counts', () => {
    expect(reportText([finding({ place: at })], shown)).toBe(`\
canary.yaml:3:17 error stepWeight is 0: the rollout never begins [FL101]
  2 |   analysis:
> 3 |     stepWeight: 0
    |                 ^
  4 |     note: long long long long long long long long long long long long long
  Set stepWeight, stepWeights or iterations to more than 0.
  object: Canary prod/shop

1 error
`)
  })

  test('frames are as wide as the terminal', () => {
    const frame = reportText([finding({ place: at })], { ...shown, width: 160 })
      .split('\n')
      .slice(1, 5)
    expect(Math.max(...frame.map(line => line.length))).toBeLessThanOrEqual(160)
    expect(frame[3]?.length).toBeGreaterThan(140)
  })

  test('in a terminal sentences are wrapped between words', () => {
    const told = finding({
      place: at,
      message: `the interval ${'is much too long '.repeat(6)}here`,
      help: 'b '.repeat(60),
    })
    const lines = reportText([told], { ...shown, wraps: true }).split('\n')
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80)
    expect(lines.slice(0, 2)).toEqual([
      'canary.yaml:3:17 error the interval is much too long is much too long is much',
      '  too long is much too long is much too long is much too long here [FL101]',
    ])
  })

  test('a line that fits is not cut, a longer one is cut around the place', () => {
    const long = `${'a'.repeat(60)}: b`
    const frame = (text: string, column: number) =>
      reportText([finding({ place: place('a.yaml', 1, column, 1) })], { ...context, linesOf: () => [text] }).split(
        '\n',
      )[1]
    expect(frame(long, 63)).toBe(`> 1 | ${long}`)
    expect(frame(`${'x'.repeat(200)}: b`, 203)).toMatch(/^> 1 \| x+: b$/)
  })

  test('files one after the other, under a line of their own', () => {
    const text = reportText([finding({ place: at }), finding({ place: { ...at, file: 'other.yaml' } })], context)
    expect(text.split('\n').filter(line => line.startsWith('──'))).toEqual([
      '── canary.yaml: 1 error '.padEnd(80, '─'),
      '── other.yaml: 1 error '.padEnd(80, '─'),
    ])
    expect(text).toMatch(/\n2 errors in 2 files\n$/)
  })

  test('a message that asks is not asked again', () => {
    const message = 'unknown key `stepweight`; did you mean `stepWeight`?'
    expect(reportText([finding({ message, suggestion: 'stepWeight' })], context).match(/did you mean/g)).toHaveLength(1)
    expect(reportText([finding({ suggestion: 'stepWeight' })], context)).toContain('  did you mean stepWeight?\n')
  })

  test('colours only where they are wanted', () => {
    expect(reportText(hostile.slice(0, 2), context)).not.toContain('\x1b')
    const text = reportText([finding({ place: at })], { ...shown, color: true })
    expect(text).toContain('\x1b[31merror\x1b[0m')
    expect(text).toContain('\x1b[31m    |                 ^\x1b[0m')
  })

  test('no findings', () => {
    expect(reportText([], context)).toBe('no findings\n')
  })
})
