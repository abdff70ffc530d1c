import type { Chart } from '../../devtron/charts.ts'
import { charts } from '../../devtron/charts.ts'
import { mapAt, specOf } from '../../devtron/fixes/access.ts'
import { truthy } from '../../devtron/go.ts'
import { type Names, namesOf } from '../../devtron/names.ts'
import type { DevtronOptions } from '../../devtron/release.ts'
import { sketchDeployment } from '../../devtron/sketch.ts'
import type { JsonMap } from '../../values/json.ts'
import type { Values } from '../../values/layers.ts'
import type { DevtronInput } from '../subject.ts'

/** Devtron values as rules see them: merged, but not known to fit their schema. */
export interface ValuesView {
  values: Values
  /** All of them, the canary block, what lies beside it, and the Gateway it asks for. */
  data: JsonMap
  block: JsonMap
  extras: JsonMap
  gateway: JsonMap
  options: DevtronOptions
  chart: Chart
  /** null when an override is no text. */
  names: Names | null
  /** The canary is switched on. */
  isOn: boolean
  /** Whether a fix of that name mends what the chart would write. */
  mends: (fix: string) => boolean
  provider: string
  /** By what the chart's Deployment selects its pods. */
  matchLabels: () => JsonMap
}

export function valuesView({ values, options }: DevtronInput): ValuesView {
  const { data } = values
  const chart = charts[options.chart]
  const found = namesOf(data, options.identity)
  const names = 'key' in found ? null : found
  const block = mapAt(data, 'flaggerCanary')
  const extras = options.compat ? {} : mapAt(data, 'flaggerCanaryExtras')
  const provider = extras['provider']
  return {
    values,
    data,
    block,
    extras,
    gateway: mapAt(block, 'createIstioGateway'),
    options,
    chart,
    names,
    isOn: truthy(block['enabled']),
    mends: fix => !options.compat && !options.withoutFixes.has(fix),
    provider: typeof provider === 'string' && provider !== '' ? provider : options.settings.meshProvider,
    matchLabels: () => {
      const sketch = names && sketchDeployment(data, chart, options.identity, names)
      return sketch ? mapAt(specOf(sketch), 'selector', 'matchLabels') : {}
    },
  }
}
