// Values recorded with the real charts (fixtures/golden/devtron) and every fixture: whatever they hold, lint says where, and
// does not call wrong what works.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseArgs } from '../../src/cli/args.ts'
import { inputOptions } from '../../src/cli/options.ts'
import { lintLoaded } from '../../src/library/lint.ts'
import { readTexts } from '../../src/library/reading.ts'
import { rolloutFindings } from '../../src/lint/rollouts.ts'
import { loadPaths } from '../../src/project/load-paths.ts'
import { readingOf } from '../../src/project/reading.ts'
import type { Finding } from '../../src/values/finding.ts'
import { type JsonMap, printJson } from '../../src/values/json.ts'

interface Recorded {
  name: string
  release: string
  namespace: string
  chart?: string
  chartName: string
  chartVersion: string
  kubeVersion?: string
  nullSemantics?: string
  values: JsonMap
  error: string | null
}

const recorded = (name: string): Recorded[] => JSON.parse(readFileSync(`fixtures/golden/devtron/${name}.json`, 'utf8'))

function findings(entry: Recorded, ...more: string[]): Finding[] {
  const { options } = parseArgs(
    [
      `--app=${entry.chartName}`,
      `--release=${entry.release}`,
      `--namespace=${entry.namespace}`,
      `--chart=${entry.chart ?? '4-22-0'}`,
      `--chart-version=${entry.chartVersion}`,
      `--kube-version=${entry.kubeVersion ?? '1.31.0'}`,
      `--null-semantics=${entry.nullSemantics ?? 'helm3'}`,
      ...more,
    ],
    inputOptions,
  )
  const loaded = readTexts(readingOf(options, null, [], [{ name: 'values.yaml', text: printJson(entry.values) }]))
  return lintLoaded([[loaded]], 'assume', {}, rolloutFindings)
}

const errorsOf = (found: Finding[]) => found.filter(({ severity }) => severity === 'error')

function expectPlaces(found: Finding[]): void {
  for (const { place, message } of found) {
    expect(place.file, message).not.toBe('')
    for (const number of [place.line, place.column, place.endLine, place.endColumn])
      expect(number, message).toBeGreaterThan(0)
    expect([place.endLine, place.endColumn] > [place.line, place.column], message)
  }
}

describe.each(['canary-cases', 'random-cases', 'generated-cases'])('%s', name => {
  test.each(recorded(name).map(entry => [entry.name, entry] as const))('%s', (_, entry) => {
    const [plain, compat] = [findings(entry), findings(entry, '--compat')]
    expectPlaces([...plain, ...compat])
    // What Helm refuses cannot work; the values of that case lost the block that it refused (devtron.test.ts).
    if (entry.error !== null && entry.name !== 'keda + canary') expect(errorsOf(compat)).not.toEqual([])
  })
})

/** What the recording, whose cluster had no API server of its own and nobody who called the load test, could not show. */
const unseen: Record<string, string> = {
  DT009: 'a load test that calls a named port reaches nothing',
  DT010: 'the API server refuses a Service with a port twice',
}

test('values from which Flagger was recorded to make everything have no other error', () => {
  for (const entry of recorded('generated-cases')) {
    const wrong = errorsOf(findings(entry, '--compat')).filter(({ code }) => !(code in unseen))
    expect({ name: entry.name, wrong }).toEqual({ name: entry.name, wrong: [] })
  }
})

/** Folders with a Canary, a Rollout or values in them. */
const linted = ['shop', 'minimal', 'extras', 'istio-tutorial', 'rancher-bundles', 'bad-values', 'devtron', 'providers']
const sane = linted.filter(folder => folder !== 'bad-values')

function filesIn(folder: string): string[] {
  return readdirSync(join('fixtures', folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .map(file => join('fixtures', folder, file))
    .filter(file => /^kind: Canary$|^flaggerCanary:/m.test(readFileSync(file, 'utf8')))
}

describe.each(linted)('fixtures/%s', folder => {
  test.each(filesIn(folder))('%s', file => {
    const found = lintLoaded(
      loadPaths(parseArgs([], inputOptions).options, [file]).map(loaded => [loaded]),
      'assume',
      {},
      rolloutFindings,
    )
    expectPlaces(found)
    if (sane.includes(folder)) expect(errorsOf(found).map(({ code, message }) => `${code} ${message}`)).toEqual([])
  })
})
