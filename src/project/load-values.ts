import { basename, dirname, resolve } from 'node:path'
import { type ChartName, chartNamed, charts, defaultsOf } from '../devtron/charts.ts'
import { fixEffects } from '../devtron/fix-effects.ts'
import { fixNames } from '../devtron/fixes/index.ts'
import { type DevtronOptions, releaseFromValues } from '../devtron/release.ts'
import { type Finding, type Problem, toFinding } from '../values/finding.ts'
import type { FileLayer, Layer, Values } from '../values/layers.ts'
import { mergeLayers } from '../values/layers.ts'
import type { Manifest } from '../values/manifest.ts'
import { nearest } from '../values/nearest.ts'
import { placeOfValue } from '../values/origin.ts'
import { SetError } from '../values/set.ts'
import { validateValues } from '../values/validate.ts'
import type { DevtronFolder } from './devtron-folder.ts'
import { type Inputs, kubeMinorOf, maxSizeOf, settingsOf } from './inputs.ts'
import { fileLayer, setLayers } from './layers.ts'
import type { Loaded } from './loaded.ts'
import { InputError, readText } from './read.ts'

/** Devtron values → releases. `objects` are manifests that were given beside them.
 *
 * @throws InputError */
export function loadValues(inputs: Inputs, folder: DevtronFolder | null, objects: Manifest[]): Loaded {
  const loaded: Loaded = {
    releases: [],
    loose: [],
    findings: [],
    unreadable: false,
    texts: new Map(),
    fixEffects: () => [],
    notes: [],
  }
  const options = devtronOptions(inputs, folder, objects)
  const values = readValues(inputs, folder, options.chart, loaded)
  if (!values) return loaded

  const problems = inputs.compat ? [] : validateValues(values.data)
  if (problems.some(({ severity }) => severity === 'error')) return { ...loaded, findings: located(problems, values) }

  const { release, authored, problems: more } = releaseFromValues(values, options)
  loaded.findings = located([...problems, ...more], values)
  if (release) loaded.releases = [release]
  else {
    loaded.loose = authored
    if (more.length === 0) loaded.notes.push('flaggerCanary.enabled is false: there is no canary to render')
  }
  loaded.fixEffects = () => fixEffects(values, options)
  return loaded
}

function located(problems: Problem[], values: Values): Finding[] {
  return problems.map(problem => toFinding(problem, ({ path, part }) => placeOfValue(values, path, part ?? 'value')))
}

function readValues(inputs: Inputs, folder: DevtronFolder | null, chart: ChartName, loaded: Loaded): Values | null {
  const maxSize = maxSizeOf(inputs)
  const layers: Layer[] = [folder?.defaults ?? builtInDefaults(chart)]
  if (new Set(inputs.values).size < inputs.values.length && inputs.values.filter(path => path === '-').length > 1) {
    throw new InputError('stdin (-f -) can be read once only')
  }
  const files = [
    ...(folder?.values ? [folder.values] : []),
    ...inputs.values.map(path => ({ path, text: readText(path, maxSize) })),
  ]
  for (const { path, text } of files) {
    const name = path === '-' ? '<stdin>' : path
    loaded.texts.set(name, text)
    const { layer, findings } = fileLayer(name, text)
    if (layer) layers.push(layer)
    loaded.findings.push(...findings)
  }
  loaded.unreadable = loaded.findings.length > 0
  if (loaded.unreadable) return null
  layers.push(
    ...setLayers({ '--set': inputs.set, '--set-string': inputs['set-string'], '--set-json': inputs['set-json'] }),
  )
  try {
    return mergeLayers(layers, inputs['null-semantics'])
  } catch (error) {
    if (error instanceof SetError) throw new InputError(error.message)
    throw error
  }
}

function builtInDefaults(chart: ChartName): FileLayer {
  const name = `chart defaults ${chart}`
  return { kind: 'defaults', name, file: name, text: null, data: defaultsOf(chart) }
}

function devtronOptions(inputs: Inputs, folder: DevtronFolder | null, objects: Manifest[]): DevtronOptions {
  const chart = folder?.chart ?? chartNamed(inputs.chart)
  if (!chart) {
    const guess = nearest(inputs.chart, Object.keys(charts))
    const known = Object.keys(charts).join(', ')
    throw new InputError(`--chart ${inputs.chart}: serin knows ${known}${guess ? `; did you mean ${guess}?` : ''}`)
  }
  const app = inputs.app ?? folder?.app ?? appOf(inputs.values)
  return {
    identity: {
      app,
      release: inputs.release ?? app,
      namespace: inputs.namespace,
      chartVersion: inputs['chart-version'] ?? folder?.chartVersion ?? charts[chart].version,
    },
    chart,
    kubeMinor: kubeMinorOf(inputs),
    compat: inputs.compat,
    withoutFixes: withoutFixes(inputs['no-fix']),
    settings: settingsOf(inputs),
    refs: inputs.refs,
    objects,
  }
}

/** The folder of the first values file, as charts are laid out; for stdin the folder where serin runs. */
function appOf([first = '-']: string[]): string {
  return basename(first === '-' ? process.cwd() : dirname(resolve(first)))
}

function withoutFixes(names: string[]): ReadonlySet<string> {
  for (const name of names) {
    if (fixNames.includes(name)) continue
    const guess = nearest(name, fixNames)
    throw new InputError(
      `--no-fix ${name}: ${guess ? `did you mean ${guess}? ` : ''}The fixes are ${fixNames.join(', ')}`,
    )
  }
  return new Set(names)
}
