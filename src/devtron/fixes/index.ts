import { autoscalerKeda } from './autoscaler-keda.ts'
import { autoscalerName } from './autoscaler-name.ts'
import { autoscalingV2 } from './autoscaling-v2.ts'
import type { Fix } from './fix.ts'
import { fullMatch } from './full-match.ts'
import { gatewayNames } from './gateway-names.ts'
import { hostList } from './host-list.ts'
import { keepTypes } from './keep-types.ts'
import { loadtestPort } from './loadtest-port.ts'
import { noNulls } from './no-nulls.ts'
import { thresholdRange } from './threshold-range.ts'

/** In the order in which they work. Adding one: a file, a line here, a test that shows before, after and off. */
export const fixes: readonly Fix[] = [
  keepTypes,
  gatewayNames,
  hostList,
  fullMatch,
  noNulls,
  autoscalerName,
  autoscalerKeda,
  autoscalingV2,
  thresholdRange,
  loadtestPort,
]

export const fixNames: readonly string[] = fixes.map(fix => fix.name)
