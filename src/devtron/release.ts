import type { Release } from '../flagger/release.ts'
import type { Settings } from '../flagger/settings.ts'
import type { Place, Problem, Subject } from '../values/finding.ts'
import type { Values } from '../values/layers.ts'
import type { Manifest } from '../values/manifest.ts'
import { placeOfValue } from '../values/origin.ts'
import type { Pointer } from '../values/pointer.ts'
import type { ChartInput } from './chart.ts'
import { type ChartName, charts } from './charts.ts'
import { draftWith } from './draft.ts'
import { applyExtras } from './extras.ts'
import { fixes } from './fixes/index.ts'
import { type Identity, namesOf } from './names.ts'
import { sketchDeployment } from './sketch.ts'
import { traceInto } from './trace.ts'

export interface DevtronOptions {
  identity: Identity
  chart: ChartName
  kubeMinor: number
  /** Exactly what the chart renders: no fix, no extras. */
  compat: boolean
  /** Names of fixes that are switched off. */
  withoutFixes: ReadonlySet<string>
  settings: Settings
  refs: Release['refs']
  given: GivenObjects
}

/** Objects that were given beside the values: the real workload, scaler, ConfigMaps; and where their fields are written. */
export interface GivenObjects {
  objects: Manifest[]
  placeOf: (subject: Subject) => Place | null
}

export const nothingGiven: GivenObjects = { objects: [], placeOf: () => null }

export interface DevtronResult {
  /** null when the values switch the canary off, or when there are errors. */
  release: Release | null
  /** What the chart renders, with or without a canary: an HPA may stand alone. */
  authored: Manifest[]
  problems: Problem[]
}

/** Devtron values → the release they describe. The values have passed their schema, except in compat mode. */
export function releaseFromValues(values: Values, options: DevtronOptions): DevtronResult {
  const input = chartInput(values, options)
  if ('problem' in input) return { release: null, authored: [], problems: [input.problem] }
  const { draft, objects, problems } = draftWith(enabledFixes(options), input)
  if (!draft) return { release: null, authored: objects, problems }

  const namedItems = options.compat ? new Map<Pointer, Pointer>() : applyExtras(draft)
  const trace = traceInto(values.data, namedItems)
  const { namespace } = options.identity
  return {
    problems,
    authored: draft.objects,
    release: {
      canary: draft.canary,
      authored: draft.objects,
      namespace,
      cluster: clusterOf(values, options, draft.objects, input),
      settings: options.settings,
      refs: options.refs,
      trace: subject => (options.given.placeOf(subject) ? subject : trace(subject)),
      locate: subject => {
        const { path, part } = trace(subject)
        return options.given.placeOf(subject) ?? placeOfValue(values, path, part ?? 'value')
      },
    },
  }
}

export function enabledFixes({ compat, withoutFixes }: DevtronOptions): typeof fixes {
  return compat ? [] : fixes.filter(fix => !withoutFixes.has(fix.name))
}

export function chartInput(
  values: Values,
  options: DevtronOptions,
): Omit<ChartInput, 'printing'> | { problem: Problem } {
  const names = namesOf(values.data, options.identity)
  if ('key' in names) {
    const message = `${names.key} must be a string, not ${JSON.stringify(names.value)}`
    return { problem: { code: 'DT050', severity: 'error', message, object: null, path: `/${names.key}` } }
  }
  const { identity, kubeMinor } = options
  return { values: values.data, chart: charts[options.chart], identity, names, kubeMinor }
}

/** Objects that were given beside the values win over what the chart renders and over the sketch. */
function clusterOf(
  values: Values,
  { given }: DevtronOptions,
  authored: Manifest[],
  { chart, identity, names }: Omit<ChartInput, 'printing'>,
): Release['cluster'] {
  const identityOf = ({ kind, metadata }: Manifest) =>
    `${kind} ${metadata.namespace ?? identity.namespace}/${metadata.name}`
  const others = given.objects.filter(({ kind }) => kind !== 'Canary')
  const known = new Set(others.map(identityOf))
  const objects = [...others, ...authored.filter(object => !known.has(identityOf(object)))]
  const sketch = sketchDeployment(values.data, chart, identity, names)
  if (known.has(identityOf(sketch))) return { objects, sketched: new Set() }
  return { objects: [...objects, sketch], sketched: new Set([sketch]) }
}
