import sarif from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv } from 'ajv'
import { describe, expect, it, test } from 'vitest'
import { reportSarif } from '../../../src/lint/report/sarif.ts'
import { rules } from '../../../src/lint/rules/index.ts'
import type { Finding } from '../../../src/values/finding.ts'
import { lintExample } from '../load.ts'
import { context, finding, hostile, place } from './findings.ts'

const validate = sarifValidator()

/** By the schema of OASIS, which is written in the draft before those that Ajv reads; it uses nothing that has changed since. */
function sarifValidator() {
  const { $schema: _, id: __, ...schema } = sarif
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
}

function report(findings: Finding[]) {
  const log = JSON.parse(reportSarif(findings, context))
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
  return log.runs[0]
}

describe('what lint finds fits the schema of SARIF 2.1.0', () => {
  it.each(rules.map(rule => [rule.code, rule] as const))('%s', (code, { bad }) => {
    const { results, tool } = report(lintExample(bad()))
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === code)
    expect(tool.driver.rules[result.ruleIndex]).toMatchObject({
      id: code,
      shortDescription: { text: expect.any(String) },
      help: { text: expect.any(String), markdown: expect.any(String) },
    })
  })
})

test('no findings are a run without results', () => {
  expect(report([]).results).toEqual([])
})

test('whatever files are called and messages hold, it is valid, and URIs are URIs', () => {
  const { results } = report(hostile)
  const uris = results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) => {
    const uri = result.locations[0]?.physicalLocation.artifactLocation.uri ?? ''
    return new URL(uri, 'file:///repo/').href
  })
  expect(uris[0]).toBe('file:///repo/apps/shop/canary.yaml')
  expect(uris[2]).toBe('file:///C:/my%20apps/%C3%BC%3A%2C%25.yaml')
})

test('regions are those of the findings, in UTF-16 units as columnKind says', () => {
  const { columnKind, results } = report([finding()])
  expect(columnKind).toBe('utf16CodeUnits')
  expect(results[0].locations[0].physicalLocation.region).toEqual({
    startLine: 15,
    startColumn: 17,
    endLine: 15,
    endColumn: 18,
  })
})

test('fixes say what goes and what comes', () => {
  const fix = [{ place: place('values.yaml', 3, 5, 10), text: 'stepWeight' }]
  expect(report([finding({ fix })]).results[0].fixes[0].artifactChanges).toEqual([
    {
      artifactLocation: { uri: 'values.yaml' },
      replacements: [
        {
          deletedRegion: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 15 },
          insertedContent: { text: 'stepWeight' },
        },
      ],
    },
  ])
})

test('a finding keeps its fingerprint when lines come and go above it, and has one of its own', () => {
  const ids = (findings: Finding[]) =>
    report(findings).results.map(
      (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
    )
  const moved = hostile.map(each => ({
    ...each,
    place: { ...each.place, line: each.place.line + 10, endLine: each.place.endLine + 10 },
  }))
  expect(ids(moved)).toEqual(ids(hostile))
  expect(new Set(ids(hostile)).size).toBe(hostile.length)
})
