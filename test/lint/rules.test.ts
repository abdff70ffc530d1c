import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { type Example, unmarked } from '../../src/lint/example.ts'
import { allDescriptions, describeRule } from '../../src/lint/rules/describe.ts'
import { rules } from '../../src/lint/rules/index.ts'
import { spanAt } from '../../src/values/span.ts'
import { lineStarts } from '../../src/values/yaml/index.ts'
import { lintExample } from './load.ts'

const pages = new Map<string, string>()

/** What docs/rules says under the heading of a code. */
function sectionOf(code: string): string {
  const [path = '', anchor] = describeRule(code)?.docs.split('#') ?? []
  const page = pages.get(path) ?? readFileSync(path, 'utf8')
  pages.set(path, page)
  return page.split(/^## /m).find(section => section.slice(0, section.indexOf('\n')).toLowerCase() === anchor) ?? ''
}

/** Without the comments that point at what is found. */
const withoutCarets = (text: string) => text.replace(/^# *\^* [A-Z0-9]{5}\n/gm, '')

describe.each(rules.map(rule => [rule.code, rule] as const))('%s', (code, rule) => {
  const [bad, good] = [rule.bad(), rule.good()]
  const found = (example: Example) => lintExample(example).filter(finding => finding.code === code)

  it('finds its bad example at the place that is marked', () => {
    const { text, ranges } = unmarked(bad)
    const starts = lineStarts(text)
    const places = found(bad).map(({ place }) => place)
    expect(ranges.length).toBeGreaterThan(0)
    expect(places.filter(({ file }) => file === 'example.yaml')).toEqual(
      ranges.map(({ start, end }) => expect.objectContaining(spanAt(starts, start, end))),
    )
  })

  it('is silent on its good example', () => {
    expect(found(good)).toEqual([])
  })

  it('has a page that shows both', () => {
    const section = withoutCarets(sectionOf(code))
    for (const text of [rule.title, rule.why, rule.help, unmarked(bad).text, unmarked(good).text])
      expect(section).toContain(text)
  })
})

test('there are more than sixty rules, each with a code of its own', () => {
  const codes = rules.map(({ code }) => code)
  expect(codes.length).toBeGreaterThan(60)
  expect(new Set(codes).size).toBe(codes.length)
})

test('every code that the source gives is described, and has a heading in docs/rules', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  const given = new Set(
    sources.flatMap(file =>
      [...readFileSync(`src/${file}`, 'utf8').matchAll(/'((?:YM|SC|DT|TP|FL|K8|IS|WL|GO|RO|MF|SG)\d{3})'/g)].map(
        match => match[1] ?? '',
      ),
    ),
  )
  expect([...given].filter(code => describeRule(code) === null)).toEqual([])
  expect(
    allDescriptions()
      .map(({ code }) => code)
      .filter(code => sectionOf(code) === ''),
  ).toEqual([])
})
