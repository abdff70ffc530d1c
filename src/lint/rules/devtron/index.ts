import type { Rule } from '../../rule.ts'
import { allowOrigin } from './allow-origin.ts'
import { analysisPace } from './analysis-pace.ts'
import { apexNameTaken } from './apex-name-taken.ts'
import { autoscalerName } from './autoscaler-name.ts'
import { bypassingTraffic } from './bypassing-traffic.ts'
import { chartVirtualService } from './chart-virtual-service.ts'
import { deprecatedFields } from './deprecated-fields.ts'
import { discoveredPorts } from './discovered-ports.ts'
import { droppedMatch } from './dropped-match.ts'
import { gatewayHost } from './gateway-host.ts'
import { gatewayRefs } from './gateway-refs.ts'
import { gatewaySecret } from './gateway-secret.ts'
import { gatewayTwice } from './gateway-twice.ts'
import { identityLabels } from './identity-labels.ts'
import { kedaUnreferenced } from './keda-unreferenced.ts'
import { loadTestPort } from './load-test-port.ts'
import { longNames } from './long-names.ts'
import { networkPolicy } from './network-policy.ts'
import { noLoadTest } from './no-load-test.ts'
import { noMeshGateway } from './no-mesh-gateway.ts'
import { nullInChart } from './null-in-chart.ts'
import { nullRestoresDefault } from './null-restores-default.ts'
import { recreate } from './recreate.ts'
import { replicasDrift } from './replicas-drift.ts'
import { retypedScalars } from './retyped-scalars.ts'
import { rewriteSlashes } from './rewrite-slashes.ts'
import { sameAppTwice } from './same-app-twice.ts'
import { secondWorkload } from './second-workload.ts'
import { selectorLabelMissing } from './selector-label-missing.ts'
import { servicePortMissing } from './service-port-missing.ts'
import { servicePortUnlike } from './service-port-unlike.ts'
import { stepAboveMax } from './step-above-max.ts'
import { successRateFraction } from './success-rate-fraction.ts'
import { targetPortNowhere } from './target-port-nowhere.ts'

/** About Devtron values, in the order of their codes. */
export const devtronRules: readonly Rule[] = [
  nullInChart,
  nullRestoresDefault,
  servicePortMissing,
  targetPortNowhere,
  servicePortUnlike,
  loadTestPort,
  discoveredPorts,
  noLoadTest,
  gatewayHost,
  gatewaySecret,
  gatewayTwice,
  chartVirtualService,
  noMeshGateway,
  droppedMatch,
  rewriteSlashes,
  autoscalerName,
  kedaUnreferenced,
  replicasDrift,
  longNames,
  apexNameTaken,
  bypassingTraffic,
  selectorLabelMissing,
  networkPolicy,
  secondWorkload,
  recreate,
  stepAboveMax,
  analysisPace,
  successRateFraction,
  identityLabels,
  allowOrigin,
  gatewayRefs,
  deprecatedFields,
  sameAppTwice,
  retypedScalars,
]
