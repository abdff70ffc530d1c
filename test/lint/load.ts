import { type ChartName, chartNamed, charts, defaultsOf, newestChart } from '../../src/devtron/charts.ts'
import { type DevtronOptions, nothingGiven, releaseFromValues } from '../../src/devtron/release.ts'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { type Example, unmarked } from '../../src/lint/example.ts'
import { withIgnores } from '../../src/lint/ignore/apply.ts'
import { lint } from '../../src/lint/lint.ts'
import { rolloutFindings } from '../../src/lint/rollouts.ts'
import type { LintSubject } from '../../src/lint/subject.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { fileLayer } from '../../src/values/file-layer.ts'
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
  const problems = compat ? [] : validateValues(values.data)
  const result = releaseFromValues(values, options)
  return {
    release: result.release,
    prediction: result.release && predict(result.release),
    devtron: { values, options },
    objects: result.release?.cluster.objects ?? [],
    problems: [...problems, ...result.problems],
  }
}

/** What was read of an input: what is linted, and what was found on the way. */
export interface Read {
  subjects: LintSubject[]
  found: Finding[]
}

function readValues(file: string, text: string, flags = flagsOf()): Read {
  const layer = fileLayer(file, text)
  return 'kind' in layer
    ? { subjects: [valuesSubject({ [file]: text }, flags)], found: [] }
    : { subjects: [], found: [layer] }
}

/** The Canaries of some manifests, each with all the other objects around it. */
export function readManifests(file: string, text: string, flags = flagsOf()): Read {
  const { releases, objects, findings, locate } = readReleases([{ file, text }], { namespace: 'prod', ...flags })
  return {
    subjects: releases.map(release => ({
      release,
      prediction: predict(release),
      devtron: null,
      objects,
      problems: [],
    })),
    found: [...findings, ...rolloutFindings(objects, flags.refs, locate)],
  }
}

/** All findings in an example, by the whole of the linter. */
export function lintExample(example: Example): Finding[] {
  const inputs = (example.beside ? [example, example.beside] : [example]).map((input, i) => ({
    file: i === 0 ? 'example.yaml' : 'beside.yaml',
    text: unmarked(input).text,
    read: input.input === 'values' ? readValues : readManifests,
    flags: flagsOf(input.flags),
  }))
  const all = inputs.map(({ file, text, read, flags }) => read(file, text, flags))
  const findings = lint(
    all.flatMap(({ subjects }) => subjects),
    {},
    all.flatMap(({ found }) => found),
  )
  return withIgnores(findings, new Map(inputs.map(({ file, text }) => [file, text])))
}
