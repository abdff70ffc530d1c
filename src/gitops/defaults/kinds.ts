/** The built-in kinds that types.ts knows, by API version. The type is named like the kind, but for those in `renamed`. */
const namespaced: Record<string, string> = {
  v1: `ConfigMap Endpoints LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service
    ServiceAccount`,
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'autoscaling/v1': 'HorizontalPodAutoscaler',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'networking.k8s.io/v1': 'Ingress NetworkPolicy',
  'policy/v1': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'Role RoleBinding',
}

const clusterScoped: Record<string, string> = {
  v1: 'Namespace PersistentVolume',
  'admissionregistration.k8s.io/v1': `MutatingWebhookConfiguration ValidatingAdmissionPolicy
    ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
  'networking.k8s.io/v1': 'IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver StorageClass',
}

/** Kinds without a namespace that types.ts does not know: a client treats them like custom resources, or they are some. */
const otherClusterScoped = new Set([
  'Node',
  'APIService',
  'ClusterIssuer',
  'CustomResourceDefinition',
  'FlowSchema',
  'GatewayClass',
  'PriorityLevelConfiguration',
  'VolumeAttachment',
])

const renamed: Record<string, string> = { 'autoscaling/v1/HorizontalPodAutoscaler': 'HorizontalPodAutoscalerV1' }

const typeNames = new Map<string, string>()
const scopes = new Map<string, boolean>()
for (const [table, isNamespaced] of [
  [namespaced, true],
  [clusterScoped, false],
] as const) {
  for (const [apiVersion, kinds] of Object.entries(table)) {
    for (const kind of kinds.split(/\s+/)) {
      const id = `${apiVersion}/${kind}`
      typeNames.set(id, renamed[id] ?? kind)
      scopes.set(id, isNamespaced)
    }
  }
}

/** The names of all types that stand for a whole object. */
export const kindTypes: ReadonlySet<string> = new Set(typeNames.values())

/** The name of a built-in kind's type, or undefined for a custom resource. */
export function typeNameOf(apiVersion: string, kind: string): string | undefined {
  return typeNames.get(`${apiVersion}/${kind}`)
}

/** Does the kind live in a namespace? Undefined when only the cluster can tell. */
export function isNamespacedKind(apiVersion: string, kind: string): boolean | undefined {
  return scopes.get(`${apiVersion}/${kind}`) ?? (otherClusterScoped.has(kind) ? false : undefined)
}
