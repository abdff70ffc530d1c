import { type ChartName, chartNamed, charts, defaultsOf, newestChart } from '../../src/devtron/charts.ts'
import { type DevtronOptions, nothingGiven, releaseFromValues } from '../../src/devtron/release.ts'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { type Example, unmarked } from '../../src/lint/example.ts'
import { lint } from '../../src/lint/lint.ts'
import type { LintSubject } from '../../src/lint/subject.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import type { Finding } from '../../src/values/finding.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { type Layer, mergeLayers, type Values } from '../../src/values/layers.ts'
import type { NullSemantics } from '../../src/values/merge.ts'
import { validateValues } from '../../src/values/validate.ts'
import { readYaml } from '../../src/values/yaml/index.ts'

/** The options of `serin lint` that examples use. */
interface Flags {
  compat: boolean
  chart: ChartName
  app: string
  release: string
  nulls: NullSemantics
  refs: Release['refs']
  settings: Release['settings']
}

export function flagsOf(line = ''): Flags {
  const given = new Map([...line.matchAll(/--([\w-]+)(?: ([^-\s]\S*))?/g)].map(([, name, value = '']) => [name, value]))
  return {
    compat: given.has('compat'),
    chart: chartNamed(given.get('chart') ?? newestChart) ?? newestChart,
    app: given.get('app') ?? 'shop',
    release: given.get('release') ?? 'shop-prod',
    nulls: (given.get('null-semantics') ?? 'devtron') as NullSemantics,
    refs: given.get('refs') === 'strict' ? 'strict' : 'assume',
    settings: {
      ...defaultSettings,
      ...(given.has('mesh-provider') && { meshProvider: given.get('mesh-provider') ?? '' }),
      ...(given.has('selector-labels') && { selectorLabels: (given.get('selector-labels') ?? '').split(',') }),
      ...(given.has('include-label-prefix') && {
        includeLabelPrefix: (given.get('include-label-prefix') ?? '').split(','),
      }),
    },
  }
}

export function valuesSubject(texts: Record<string, string>, flags = flagsOf()): LintSubject {
  const layers: Layer[] = Object.entries(texts).map(([name, text]) => {
    const { documents, fault } = readYaml(text)
    if (fault) throw new Error(`${name}: ${fault.message}`)
    return { kind: 'file', name, file: name, text, data: (documents[0] ?? {}) as JsonMap }
  })
  const defaults: Layer = { kind: 'defaults', name: 'chart', file: 'chart', text: null, data: defaultsOf(flags.chart) }
  return subjectOf(mergeLayers([defaults, ...layers], flags.nulls), flags)
}

export function subjectOf(values: Values, flags: Flags): LintSubject {
  const { app, release, chart, compat, settings, refs } = flags
  const options: DevtronOptions = {
    identity: { app, release, namespace: 'prod', chartVersion: charts[chart].version },
    chart,
    kubeMinor: 34,
    compat,
    withoutFixes: new Set(),
    settings,
    refs,
    given: nothingGiven,
  }
  const problems = validateValues(values.data)
  const result = releaseFromValues(values, options)
  return {
    release: result.release,
    prediction: result.release && predict(result.release),
    devtron: { values, options },
    objects: result.release?.cluster.objects ?? [],
    problems: [...problems, ...result.problems],
  }
}

/** The Canaries of some manifests, each with all the other objects around it. */
export function manifestSubjects(file: string, text: string, flags = flagsOf()): LintSubject[] {
  const { releases, objects } = readReleases([{ file, text }], { namespace: 'prod', ...flags })
  return releases.map(release => ({ release, prediction: predict(release), devtron: null, objects, problems: [] }))
}

/** All findings in an example, by the whole of the linter. */
export function lintExample(example: Example): Finding[] {
  const inputs = example.beside ? [example, example.beside] : [example]
  return lint(
    inputs.flatMap((input, i) => {
      const { text } = unmarked(input)
      const flags = flagsOf(input.flags)
      const file = i === 0 ? 'example.yaml' : 'beside.yaml'
      return input.input === 'values' ? [valuesSubject({ [file]: text }, flags)] : manifestSubjects(file, text, flags)
    }),
  )
}
