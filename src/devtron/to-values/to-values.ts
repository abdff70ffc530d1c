import type { Release } from '../../flagger/release.ts'
import { storeCanary } from '../../flagger/stored.ts'
import { isError, type Problem } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import { mergeLayers, type Values } from '../../values/layers.ts'
import type { LossRow } from '../../values/losses.ts'
import { dataOf, type Manifest, refOf } from '../../values/manifest.ts'
import { validateValues } from '../../values/validate.ts'
import { charts, defaultsOf, newestChart } from '../charts.ts'
import { mapAt } from '../fixes/access.ts'
import { type DevtronOptions, nothingGiven, releaseFromValues } from '../release.ts'
import { blockOf } from './block.ts'
import { extrasOf } from './extras.ts'
import { lossesOf } from './losses.ts'
import { portsOf } from './ports.ts'
import { scalerOf } from './scaler.ts'

export interface ToValues {
  /** What to write into a values file; null when the Canary itself is refused, and `problems` says why. */
  values: JsonMap | null
  report: LossRow[]
  problems: Problem[]
}

/**
 * A Canary as values of Devtron’s newest chart. What the values cannot say is found by rendering them again: each field that
 * comes back different is a line of the report.
 */
export function toValues(release: Release): ToValues {
  const { manifest: stored, problems } = storeCanary(release.canary, release.namespace)
  if (!stored) return { values: null, report: [], problems }
  const canary = dataOf(stored)
  const spec = mapAt(canary, 'spec')
  const { name: target } = mapAt(spec, 'targetRef')
  const home = stored.metadata.namespace ?? release.namespace
  const extras = extrasOf(spec)
  const ports = portsOf(spec, release, home)
  const values: JsonMap = {
    fullnameOverride: target ?? '',
    ...(ports && { ContainerPort: ports }),
    ...scalerOf(spec, release, home),
    flaggerCanary: blockOf(canary),
    ...(Object.keys(extras).length > 0 && { flaggerCanaryExtras: extras }),
  }
  const rendered = renderAgain(values, stored, release)
  const refused = validateValues(layered(values).data).filter(isError)
  return {
    values,
    report: lossesOf({ canary, rendered, refused, release, hasPorts: ports !== null }, refOf(stored)),
    problems,
  }
}

/** What the values give, as the API server keeps it; empty when nothing can be rendered. */
function renderAgain(values: JsonMap, { metadata }: Manifest, { settings, namespace }: Release): JsonMap {
  const name = String(values['fullnameOverride'])
  const home = metadata.namespace ?? namespace
  const options: DevtronOptions = {
    identity: { app: name, release: name, namespace: home, chartVersion: charts[newestChart].version },
    chart: newestChart,
    kubeMinor: 34,
    compat: false,
    withoutFixes: new Set(),
    settings,
    refs: 'assume',
    given: nothingGiven,
  }
  const { release } = releaseFromValues(layered(values), options)
  const again = release && storeCanary(release.canary, home).manifest
  return again ? dataOf(again) : {}
}

function layered(data: JsonMap): Values {
  return mergeLayers(
    [
      { kind: 'defaults', name: 'chart', file: 'chart', text: null, data: defaultsOf(newestChart) },
      { kind: 'file', name: 'values', file: 'values', text: null, data },
    ],
    'devtron',
  )
}
