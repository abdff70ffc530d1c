// Cases recorded with the real Helm on the real charts (fixtures/golden/devtron/README.md): compat mode gives the same objects.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chartNamed, defaultsOf, newestChart } from '../../src/devtron/charts.ts'
import { nothingGiven, releaseFromValues } from '../../src/devtron/release.ts'
import { predict } from '../../src/flagger/predict.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { mergeLayers } from '../../src/values/layers.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import type { NullSemantics } from '../../src/values/merge.ts'
import { differences } from '../differences.ts'
import { differences as differencesFromFlagger } from './compare.ts'

interface Recorded {
  name: string
  release: string
  namespace: string
  chart?: string
  chartName: string
  chartVersion: string
  kubeVersion?: string
  nullSemantics?: NullSemantics
  values: JsonMap
  error: string | null
  objects: Manifest[]
  generated?: Manifest[]
}

function load(name: string): Recorded[] {
  return JSON.parse(readFileSync(`fixtures/golden/devtron/${name}.json`, 'utf8'))
}

function render(entry: Recorded, compat = true) {
  const chart = chartNamed(entry.chart ?? newestChart)
  if (!chart) throw new Error(`no chart ${entry.chart}`)
  const nullSemantics = entry.nullSemantics ?? 'helm3'
  const values = mergeLayers(
    [
      { kind: 'defaults', name: 'chart', file: 'chart', text: null, data: defaultsOf(chart) },
      { kind: 'file', name: 'values.yaml', file: 'values.yaml', text: null, data: entry.values },
    ],
    nullSemantics,
  )
  return releaseFromValues(values, {
    identity: {
      app: entry.chartName,
      release: entry.release,
      namespace: entry.namespace,
      chartVersion: entry.chartVersion,
    },
    chart,
    kubeMinor: Number(entry.kubeVersion?.split('.')[1] ?? 31),
    compat,
    withoutFixes: new Set(),
    settings: defaultSettings,
    refs: 'assume',
    given: nothingGiven,
  })
}

/** What each file of cases recorded of the chart. */
const kept: Record<string, string[]> = {
  'canary-cases': ['Gateway', 'Canary'],
  'random-cases': ['Gateway', 'Canary', 'HorizontalPodAutoscaler'],
  'chart-cases': ['Gateway', 'Canary', 'HorizontalPodAutoscaler', 'ScaledObject', 'TriggerAuthentication'],
}

describe.each(Object.keys(kept))('%s', name => {
  test.each(load(name).map(entry => [entry.name, entry] as const))('%s', (_, recorded) => {
    const entry = completed(recorded)
    const { authored, problems } = render(entry)
    if (entry.error) {
      expect(authored).toEqual([])
      expect(problems[0], entry.error).toMatchObject({
        severity: 'error',
        object: null,
        path: expect.stringMatching(/^\//),
      })
    } else {
      expect(problems).toEqual([])
      const objects = authored.filter(({ kind }) => kept[name]?.includes(kind))
      expect(differences(entry.objects, objects)).toEqual([])
    }
  })
})

/**
 * One recorded case lost the block that Helm failed on: without it, its values are those of the case "stock app-values +
 * enabled", which renders. The block is put back here; Helm gives the recorded error with it.
 */
function completed(entry: Recorded): Recorded {
  if (entry.name !== 'keda + canary') return entry
  return { ...entry, values: { ...entry.values, kedaAutoscaling: { enabled: true } } }
}

describe.each([
  ['compat mode', true],
  ['default mode', false],
] as const)('what Flagger creates from the chart, in %s', (_, compat) => {
  test.each(load('generated-cases').map(entry => [entry.name, entry] as const))('%s', (_, entry) => {
    const { release } = render(entry, compat)
    if (!release) throw new Error('no release')
    const { created, verdict } = predict(release)
    expect(verdict).toBe('initialized')
    expect(differencesFromFlagger(created, entry.generated ?? [])).toEqual([])
  })
})
