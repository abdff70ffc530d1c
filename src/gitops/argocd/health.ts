import type { JsonMap } from '../../values/json.ts'
import { groupOf, type Manifest } from '../../values/manifest.ts'
import { compileGlob } from '../fleet/glob.ts'
import { itemAt, textAt } from '../fleet/object.ts'
import { canaryHealth, canaryHealthLua, shippedCanaryHealth } from './health-canary.ts'
import type { Health } from './health-result.ts'
import { analysisRunHealth, rolloutHealth, scaledObjectHealth } from './health-rollouts.ts'
import * as workloads from './health-workloads.ts'
import { readSettings } from './settings.ts'

/** `unsupported`: Argo CD has a check for the kind that serin does not know. Null: Argo CD has none, the kind has no health. */
export type HealthResult = Health | { unsupported: string } | null

const checks: Record<string, (object: JsonMap) => Health> = {
  'flagger.app/Canary': canaryHealth,
  'argoproj.io/Rollout': rolloutHealth,
  'argoproj.io/AnalysisRun': analysisRunHealth,
  'keda.sh/ScaledObject': scaledObjectHealth,
  'apps/Deployment': workloads.deploymentHealth,
  'apps/DaemonSet': workloads.daemonSetHealth,
  'apps/StatefulSet': workloads.statefulSetHealth,
  'apps/ReplicaSet': workloads.replicaSetHealth,
  'batch/Job': workloads.jobHealth,
  'autoscaling/HorizontalPodAutoscaler': workloads.autoscalerHealth,
  'networking.k8s.io/Ingress': workloads.ingressHealth,
  '/Service': workloads.serviceHealth,
  '/PersistentVolumeClaim': workloads.claimHealth,
}

/** Kinds that people put beside a canary and for which Argo CD has no check. */
const unchecked = new Set(
  `/ConfigMap /Secret /Namespace /ServiceAccount /LimitRange /ResourceQuota /PersistentVolume /Endpoints
  networking.istio.io/VirtualService networking.istio.io/DestinationRule networking.istio.io/Gateway
  networking.istio.io/ServiceEntry flagger.app/MetricTemplate flagger.app/AlertProvider argoproj.io/AnalysisTemplate
  argoproj.io/ClusterAnalysisTemplate networking.k8s.io/NetworkPolicy networking.k8s.io/IngressClass
  rbac.authorization.k8s.io/Role rbac.authorization.k8s.io/ClusterRole rbac.authorization.k8s.io/RoleBinding
  rbac.authorization.k8s.io/ClusterRoleBinding storage.k8s.io/StorageClass scheduling.k8s.io/PriorityClass`.split(
    /\s+/,
  ),
)

const hookFinalizer = 'argocd.argoproj.io/hook-finalizer'

/** The health of a live object (Argo CD 3.6, gitops-engine/pkg/health and resource_customizations). */
export function health(live: Manifest, argocdCm: Record<string, string> = {}): HealthResult {
  const object = live as JsonMap
  if (isBeingDeleted(object)) return { status: 'Progressing', message: 'Pending deletion' }
  const id = `${groupOf(textAt(object, 'apiVersion'))}/${textAt(object, 'kind')}`
  const lua = customLua(id, argocdCm)
  if (lua !== null) {
    return lua.trim() === canaryHealthLua.trim()
      ? shippedCanaryHealth(object)
      : { unsupported: `the Lua of resource.customizations.health for ${id} is not run` }
  }
  const check = Object.hasOwn(checks, id) ? checks[id] : undefined
  if (check) return check(object)
  return unchecked.has(id) ? null : { unsupported: `the health check of ${id} is not known here` }
}

function isBeingDeleted(object: JsonMap): boolean {
  const time = itemAt(object, 'metadata', 'deletionTimestamp')
  const finalizers = itemAt(object, 'metadata', 'finalizers')
  const ofHook = Array.isArray(finalizers) && finalizers.includes(hookFinalizer)
  return typeof time === 'string' && !Number.isNaN(Date.parse(time)) && !ofHook
}

/** A script in argocd-cm for the kind itself, or for a wildcard that it fits. */
function customLua(id: string, argocdCm: Record<string, string>): string | null {
  const settings = readSettings(argocdCm)
  if ('error' in settings) return null
  const key = id.startsWith('/') ? id.slice(1) : id
  const own = settings.overrides.get(key)?.healthLua
  if (own) return own
  for (const [pattern, { healthLua }] of settings.overrides) {
    if (healthLua && pattern.includes('*') && compileGlob(pattern)?.test(key)) return healthLua
  }
  return null
}
