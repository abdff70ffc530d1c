import { namesOf } from '../devtron/names.ts'
import { manifestsOf, readObjects } from '../manifests/objects.ts'
import type { ChartVersion } from '../rollouts/devtron/charts.ts'
import { devtronRollout } from '../rollouts/devtron/strategy.ts'
import { rolloutInput } from '../rollouts/input.ts'
import { fileLayer } from '../values/file-layer.ts'
import { type Locate, toFinding } from '../values/finding.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import { type FileLayer, mergeLayers, type Values } from '../values/layers.ts'
import { placeOfValue } from '../values/origin.ts'
import { type Pointer, valueAt } from '../values/pointer.ts'
import { type Loaded, nothingLoaded } from './loaded.ts'
import type { Reading } from './reading.ts'

const strategy = '/deployment/strategy'
/** In `deployment.strategy`; the block of Flagger's charts is called flaggerCanary. */
const canaryKey = /\bcanary["']?[ \t]*:/
const newest: ChartVersion = '5.2'

/**
 * Values of Devtron's Rollout charts, or the strategy of a pipeline alone: the Rollout that the chart makes of them, with the
 * pods of the workload that was given. Null for other values.
 */
export function readStrategy(reading: Reading): Loaded | null {
  const { files, defaults, sets, nullSemantics } = reading.values
  const chart = reading.options.rolloutChart
  // Nearly all values are others, and are read once only.
  if (!chart && !files.some(({ text }) => text.includes('canary') && canaryKey.test(text))) return null
  const layers = files.map(({ name, text }) => fileLayer(name, text))
  const read = layers.filter((layer): layer is FileLayer => 'kind' in layer)
  if (read.length < layers.length) return null
  const values = mergeLayers([...(defaults ? [defaults] : []), ...read, ...sets], nullSemantics)
  if (!chart && !hasStrategy(values.data)) return null
  const names = namesOf(values.data, reading.options.identity)
  return 'key' in names ? null : rolloutOf(reading, values, { name: names.fullname, chart: chart ?? newest })
}

/** A canary of Flagger's is the chart's own business. */
function hasStrategy(data: JsonMap): boolean {
  return isMap(valueAt(data, `${strategy}/canary`)) && !valueAt(data, '/flaggerCanary/enabled')
}

function rolloutOf(
  { manifests, options, values: { files } }: Reading,
  values: Values,
  { name, chart }: { name: string; chart: ChartVersion },
): Loaded {
  const { identity, refs } = options
  const { namespace } = identity
  const given = readObjects(manifests, namespace)
  const made = devtronRollout(values.data, manifestsOf(given.given), { name, namespace, chart })
  const locate: Locate = subject => {
    const path = originOf(subject.path)
    return path === null
      ? (given.placeOf(subject) ?? placeOfValue(values, strategy, 'value'))
      : placeOfValue(values, path, subject.part ?? 'value')
  }
  const findings = [...given.findings, ...made.problems.map(problem => toFinding(problem, locate))]
  return {
    ...nothingLoaded(),
    rollouts: rolloutInput({ objects: made.manifests, namespace, refs, locate }),
    findings,
    texts: new Map(files.map(({ name: file, text }) => [file, text])),
    lint: { ...nothingLoaded().lint, objects: made.manifests, findings, locate },
    values: values.data,
    identity,
  }
}

/** The value that a field of the Rollout comes from; null for what comes from the workload or the chart. */
function originOf(path: Pointer): Pointer | null {
  if (path.startsWith('/deployment')) return path
  const inRollout = '/spec/strategy'
  return path.startsWith(`${inRollout}/`) ? strategy + path.slice(inRollout.length) : null
}
