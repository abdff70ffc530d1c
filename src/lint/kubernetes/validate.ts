import { kindKey } from '../../flagger/kinds.ts'
import type { JsonMap } from '../../values/json.ts'
import { dataOf, type Manifest } from '../../values/manifest.ts'
import { autoscalerMistakes } from './autoscaler.ts'
import { configMapMistakes, secretMistakes } from './configs.ts'
import { metadataMistakes } from './metadata.ts'
import type { Mistake } from './mistake.ts'
import { serviceMistakes } from './service.ts'
import { workloadMistakes } from './workload.ts'

const validators: Record<string, (object: JsonMap) => Mistake[]> = {
  '/Service': serviceMistakes,
  '/ConfigMap': configMapMistakes,
  '/Secret': secretMistakes,
  'apps/Deployment': workload => workloadMistakes(workload, true),
  'apps/DaemonSet': workload => workloadMistakes(workload, false),
  'autoscaling/HorizontalPodAutoscaler': autoscalerMistakes,
}

/** Versions of the autoscaler that write metrics in another way, and that no API server has any more. */
const goneVersions = new Set(['autoscaling/v2beta1', 'autoscaling/v2beta2'])

/** Why an API server (Kubernetes 1.34) would not take an object; names and labels are looked at whatever the kind. */
export function mistakesIn(object: Manifest): Mistake[] {
  const kind = kindKey(object.apiVersion, object.kind)
  const data = dataOf(object)
  const own = goneVersions.has(object.apiVersion) ? undefined : validators[kind]
  return [...metadataMistakes(data, kind === '/Service'), ...(own?.(data) ?? [])]
}
