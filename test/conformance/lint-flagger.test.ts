import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import { lint } from '../../src/lint/lint.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import type { Finding } from '../../src/values/finding.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
  expect: { phase?: string; rejected?: string[]; refused?: string }
  apiserver?: { unknownFields?: string[]; refusedObjects?: { message: string }[] }
}

const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]

/** Cases that Flagger initializes and that can never work all the same, and why. */
const hopeless: Record<string, string> = {
  // The scheduler mirrors before the first weight until the route says that it does; an HTTPRoute with weights never does.
  '177-gatewayapi-v1': 'FL106',
}

/** What `serin lint --manifests FILE --refs strict` finds. */
function findings({ settings, objects }: Case): Finding[] {
  const text = objects.map(object => `---\n${JSON.stringify(object, null, 2)}\n`).join('')
  const options = { namespace: 'default', settings: { ...defaultSettings, ...settings }, refs: 'strict' as const }
  const { releases, objects: given, findings: found } = readReleases([{ file: 'case.yaml', text }], options)
  const subjects = releases.map(release => ({
    release,
    prediction: predict(release),
    devtron: null,
    objects: given,
    problems: [],
  }))
  return lint(subjects, {}, found)
}

const seen = cases.map(each => ({ ...each, found: findings(each) }))
const errorsOf = (found: Finding[]) => found.filter(({ severity }) => severity === 'error')
const isBad = ({ expect: { rejected, refused, phase }, apiserver }: Case) =>
  rejected !== undefined || refused !== undefined || phase !== 'Initialized' || refusedOf(apiserver).length > 0

/** The cluster of the recording had a Service test/web of its own: that one is no fault of the seven Canaries for `web`. */
function refusedOf({ refusedObjects = [] }: NonNullable<Case['apiserver']> = {}) {
  return refusedObjects.filter(({ message }) => message !== 'services "web" already exists')
}

describe('what Flagger or the API server was recorded to refuse is an error', () => {
  it.each(seen.filter(isBad).map(each => [each.id, each] as const))('%s', (_, { found }) => {
    expect(errorsOf(found)).not.toEqual([])
  })
})

describe('what worked has no error', () => {
  it.each(seen.filter(each => !isBad(each)).map(each => [each.id, each] as const))('%s', (id, { found }) => {
    const why = hopeless[id]
    expect(errorsOf(found).map(({ code }) => code)).toEqual(why === undefined ? [] : [why])
  })
})

describe('a field that strict validation refuses is found at its path', () => {
  const unknown = seen.flatMap(each => (each.apiserver?.unknownFields ?? []).map(field => ({ field, ...each })))
  it.each(unknown.map(each => [`${each.id} ${each.field}`, each] as const))('%s', (_, { field, found }) => {
    expect(found.map(({ path }) => strictPath(path))).toContain(field)
  })
})

/** As the API server writes paths. */
function strictPath(path: string): string {
  return path
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replaceAll('~1', '/')
}

test('every finding has a place in the file', () => {
  for (const { found } of seen)
    for (const { place } of found) expect(place).toMatchObject({ file: 'case.yaml', line: expect.any(Number) })
})

test('the counts', () => {
  const bad = seen.filter(isBad)
  const good = seen.filter(each => !isBad(each))
  const count = (group: typeof seen) => group.filter(({ found }) => errorsOf(found).length > 0).length
  const fields = seen.flatMap(({ apiserver }) => apiserver?.unknownFields ?? []).length
  console.info(
    `${cases.length} cases: an error in ${count(bad)} of ${bad.length} bad ones and in ${count(good)} of ${good.length} good ones; ${fields} unknown fields`,
  )
  expect(count(bad)).toBe(bad.length)
})
