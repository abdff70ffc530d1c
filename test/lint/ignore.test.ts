import { describe, expect, test } from 'vitest'
import { withIgnores } from '../../src/lint/ignore/apply.ts'
import { ignoresIn } from '../../src/lint/ignore/comments.ts'
import type { Finding } from '../../src/values/finding.ts'
import { finding, place } from './report/findings.ts'

const at = (line: number, code: Finding['code'] = 'FL101', severity: Finding['severity'] = 'warning') =>
  finding({ code, severity, place: place('a.yaml', line, 1) })

const left = (text: string, ...findings: Finding[]) =>
  withIgnores(findings, new Map([['a.yaml', text]])).map(({ code, place: { line } }) => `${code}:${line}`)

describe('a comment silences a code', () => {
  test('on its line, and on the next that is more than a comment', () => {
    expect(left('a: 1 # serin-ignore FL101 because\n', at(1))).toEqual([])
    expect(left('# serin-ignore FL101 because\n\n# more\na: 1\n', at(4))).toEqual([])
    expect(left('# serin-ignore FL101 because\n# serin-ignore FL102 so\na: 1\n', at(3), at(3, 'FL102'))).toEqual([])
  })

  test('no other code, no other line, no other file', () => {
    expect(left('a: 1 # serin-ignore FL102 because\n', at(1))).toEqual(['FL101:1', 'SG003:1'])
    expect(left('a: 1 # serin-ignore FL101 because\nb: 1\n', at(2))).toEqual(['SG003:1', 'FL101:2'])
    const other = finding({ place: place('b.yaml', 1, 1), severity: 'warning' })
    expect(left('a: 1 # serin-ignore FL101 because\n', other)).toEqual(['SG003:1', 'FL101:1'])
  })

  test('not without a reason, and not with a code that nobody gives', () => {
    expect(left('a: 1 # serin-ignore FL101\n', at(1))).toEqual(['FL101:1', 'SG001:1'])
    expect(left('a: 1 # serin-ignore FL1O1 because\n', at(1))).toEqual(['FL101:1', 'SG002:1'])
    expect(left('a: 1 # serin-ignore\n', at(1))).toEqual(['FL101:1', 'SG002:1'])
  })

  test('is not called stale where errors kept rules from looking, or where the rule is off', () => {
    const text = 'a: 1 # serin-ignore FL102 because\nb: 1\n'
    expect(left(text, at(2, 'DT001', 'error'))).toEqual(['DT001:2'])
    const off = { severities: new Map([['FL102', 'off']] as const) }
    expect(withIgnores([], new Map([['a.yaml', text]]), off)).toEqual([])
  })

  test('its own findings can be set like others', () => {
    const texts = new Map([['a.yaml', 'a: 1 # serin-ignore FL101\n']])
    const severity = (level: 'off' | 'error') =>
      withIgnores([], texts, { severities: new Map([['SG001', level]] as const) }).map(each => each.severity)
    expect([severity('off'), severity('error')]).toEqual([[], ['error']])
  })
})

test('what looks like a comment inside a word is none', () => {
  expect(ignoresIn('a.yaml', 'a: x#serin-ignore FL101 because\n')).toEqual([])
})
