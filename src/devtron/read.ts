import type { Release } from '../flagger/release.ts'
import { fileLayer } from '../values/file-layer.ts'
import { type Finding, isError, type Problem, toFinding } from '../values/finding.ts'
import { type FileLayer, type Layer, mergeLayers, type SetLayer, type Values } from '../values/layers.ts'
import type { Manifest } from '../values/manifest.ts'
import type { NullSemantics } from '../values/merge.ts'
import { placeOfValue } from '../values/origin.ts'
import { validateValues } from '../values/validate.ts'
import { type ChartName, defaultsOf } from './charts.ts'
import { type DevtronOptions, releaseFromValues } from './release.ts'

/** What Devtron values are made of, lowest layer first. */
export interface DevtronTexts {
  /** The chart's own values.yaml; serin's copy of what it says when null. */
  defaults: FileLayer | null
  files: readonly { name: string; text: string }[]
  sets: readonly SetLayer[]
  nullSemantics: NullSemantics
}

export interface DevtronRead {
  /** null when a file could not be read at all. */
  values: Values | null
  /** null when the canary is off, or when there are errors. */
  release: Release | null
  /** What the chart renders for Git. */
  authored: Manifest[]
  /** What is wrong with the values: their schema, the chart. */
  problems: Problem[]
  /** The same with their places, or what made a file unreadable. */
  findings: Finding[]
}

/**
 * Texts of values files → the release they describe.
 *
 * @throws SetError when a `--set` argument does not fit the values
 */
export function readDevtron(texts: DevtronTexts, options: DevtronOptions): DevtronRead {
  const layers: Layer[] = [texts.defaults ?? builtInDefaults(options.chart)]
  const findings: Finding[] = []
  for (const { name, text } of texts.files) {
    const read = fileLayer(name, text)
    if ('kind' in read) layers.push(read)
    else findings.push(read)
  }
  if (findings.length > 0) return { values: null, release: null, authored: [], problems: [], findings }

  const values = mergeLayers([...layers, ...texts.sets], texts.nullSemantics)
  const problems = options.compat ? [] : validateValues(values.data)
  if (problems.some(isError)) {
    return { values, release: null, authored: [], problems, findings: locate(problems, values) }
  }
  const { release, authored, problems: more } = releaseFromValues(values, options)
  const all = [...problems, ...more]
  return { values, release, authored, problems: all, findings: locate(all, values) }
}

/** Places of problems that are about values. */
export function locate(problems: readonly Problem[], values: Values): Finding[] {
  return problems.map(problem => toFinding(problem, ({ path, part }) => placeOfValue(values, path, part ?? 'value')))
}

function builtInDefaults(chart: ChartName): FileLayer {
  const name = `chart defaults ${chart}`
  return { kind: 'defaults', name, file: name, text: null, data: defaultsOf(chart) }
}
