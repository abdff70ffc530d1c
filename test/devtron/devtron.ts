import { defaultsOf, newestChart } from '../../src/devtron/charts.ts'
import { type DevtronOptions, nothingGiven, releaseFromValues } from '../../src/devtron/release.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { mergeLayers, type Values } from '../../src/values/layers.ts'

export const shop: DevtronOptions = {
  identity: { app: 'shop', release: 'shop-prod', namespace: 'prod', chartVersion: '4.22.1' },
  chart: newestChart,
  kubeMinor: 34,
  compat: false,
  withoutFixes: new Set(),
  settings: defaultSettings,
  refs: 'assume',
  given: nothingGiven,
}

export function valuesOf(data: JsonMap): Values {
  return mergeLayers(
    [
      { kind: 'defaults', name: 'chart', file: 'chart', text: null, data: defaultsOf(newestChart) },
      { kind: 'file', name: 'values.yaml', file: 'values.yaml', text: null, data },
    ],
    'devtron',
  )
}

/** Everything rendered for Git from a canary block, with the canary on. */
export function authored(block: JsonMap, root: JsonMap = {}, options: Partial<DevtronOptions> = {}) {
  return releaseFromValues(valuesOf({ ...root, flaggerCanary: { enabled: true, ...block } }), { ...shop, ...options })
    .authored
}
