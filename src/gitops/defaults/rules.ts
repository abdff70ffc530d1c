import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import { formatQuantity, parseQuantity, roundToMilli } from './quantity.ts'

/**
 * What the API server fills in, by type: Kubernetes 1.36, pkg/apis/…/defaults.go and the `+default` marks of the types. A value
 * is set where the field is absent; what depends on other fields is in `rules`. Requests of a whole Pod are left alone.
 */
export const constants: Record<string, JsonMap> = {
  AzureDiskVolumeSource: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  CSIDriverSpec: {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: ['Persistent'],
    requiresRepublish: false,
    seLinuxMount: false,
  },
  ConfigMapVolumeSource: { defaultMode: 420 },
  Container: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  ContainerPort: { protocol: 'TCP' },
  CronJobSpec: {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
  DaemonSetSpec: { revisionHistoryLimit: 10 },
  DaemonSetUpdateStrategy: { type: 'RollingUpdate' },
  DeploymentSpec: { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  DeploymentStrategy: { type: 'RollingUpdate' },
  DownwardAPIVolumeSource: { defaultMode: 420 },
  EndpointPort: { name: '', protocol: 'TCP' },
  EndpointPortCore: { protocol: 'TCP' },
  EphemeralContainer: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  FileKeySelector: { optional: false },
  GRPCAction: { service: '' },
  HTTPGetAction: { path: '/', scheme: 'HTTP' },
  HorizontalPodAutoscalerSpec: { minReplicas: 1 },
  HorizontalPodAutoscalerV1Spec: { minReplicas: 1 },
  HostPathVolumeSource: { type: '' },
  ISCSIPersistentVolumeSource: { iscsiInterface: 'default' },
  ISCSIVolumeSource: { iscsiInterface: 'default' },
  IngressClassParametersReference: { scope: 'Cluster' },
  MatchResources: { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} },
  MutatingWebhook: {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
    reinvocationPolicy: 'Never',
  },
  NamedRuleWithOperations: { scope: '*' },
  NetworkPolicyPort: { protocol: 'TCP' },
  ObjectFieldSelector: { apiVersion: 'v1' },
  PersistentVolumeClaimSpec: { volumeMode: 'Filesystem' },
  PersistentVolumeClaimStatus: { phase: 'Pending' },
  PersistentVolumeSpec: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
  PodSpec: {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  },
  PriorityClass: { preemptionPolicy: 'PreemptLowerPriority' },
  Probe: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  ProjectedVolumeSource: { defaultMode: 420 },
  RBDPersistentVolumeSource: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  RBDVolumeSource: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  ReplicaSetSpec: { replicas: 1 },
  ReplicationControllerSpec: { replicas: 1 },
  RuleWithOperations: { scope: '*' },
  ScaleIOPersistentVolumeSource: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
  ScaleIOVolumeSource: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
  Secret: { type: 'Opaque' },
  SecretVolumeSource: { defaultMode: 420 },
  ServiceAccountTokenProjection: { expirationSeconds: 3600 },
  ServicePort: { protocol: 'TCP' },
  ServiceReference: { port: 443 },
  ServiceSpec: { sessionAffinity: 'None', type: 'ClusterIP' },
  StatefulSetPersistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  StatefulSetSpec: {
    podManagementPolicy: 'OrderedReady',
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
  },
  StorageClass: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  ValidatingAdmissionPolicySpec: { failurePolicy: 'Fail' },
  ValidatingWebhook: {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
  },
}

/** Defaults that depend on other fields; they change the value, after its constants and before what it contains. */
export const rules: Record<string, (value: JsonMap) => void> = {
  Container: setPullPolicy,
  DaemonSetUpdateStrategy: strategy => rollingUpdate(strategy, { maxUnavailable: 1, maxSurge: 0 }),
  DeploymentStrategy: strategy => rollingUpdate(strategy, { maxUnavailable: '25%', maxSurge: '25%' }),
  EphemeralContainer: setPullPolicy,
  HorizontalPodAutoscalerBehavior: behavior => {
    behavior['scaleUp'] = { ...scaleUp, ...mapAt(behavior, 'scaleUp') }
    behavior['scaleDown'] = { ...scaleDown, ...mapAt(behavior, 'scaleDown') }
  },
  HorizontalPodAutoscalerSpec: spec => {
    if (listAt(spec, 'metrics').length === 0) spec['metrics'] = [structuredClone(cpuAt80)]
  },
  ImageVolumeSource: source => {
    if (isUnset(source['pullPolicy'])) source['pullPolicy'] = pullPolicy(source['reference'])
  },
  Job: job => {
    labelsOfTemplate(job)
    const spec = mapAt(job, 'spec')
    if (isUnset(spec['parallelism'])) {
      if (isUnset(spec['completions'])) spec['completions'] = 1
      spec['parallelism'] = 1
    }
    const policy = isUnset(spec['podFailurePolicy']) ? 'TerminatingOrFailed' : 'Failed'
    const limit = isUnset(spec['backoffLimitPerIndex']) ? 6 : 2 ** 31 - 1
    fill(spec, {
      backoffLimit: limit,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: policy,
      manualSelector: false,
    })
  },
  LimitRangeItem: item => {
    if (item['type'] !== 'Container') return
    const limits = { ...mapAt(item, 'max'), ...mapAt(item, 'default') }
    const requests = { ...mapAt(item, 'min'), ...limits, ...mapAt(item, 'defaultRequest') }
    if (Object.keys(limits).length > 0) item['default'] = limits
    if (Object.keys(requests).length > 0) item['defaultRequest'] = requests
  },
  Namespace: namespace => {
    setPhase(namespace, 'Active')
    const metadata = mapAt(namespace, 'metadata')
    const name = metadata['name']
    if (typeof name !== 'string' || name === '') return
    metadata['labels'] = { ...mapAt(metadata, 'labels'), 'kubernetes.io/metadata.name': name }
  },
  NetworkPolicySpec: spec => {
    if (listAt(spec, 'policyTypes').length > 0) return
    spec['policyTypes'] = listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress']
  },
  PersistentVolume: volume => setPhase(volume, 'Pending'),
  Pod: pod => {
    const spec = mapAt(pod, 'spec')
    for (const container of [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].filter(isMap)) {
      requestLimits(container)
      if (spec['hostNetwork'] === true) useHostPorts(container)
    }
    fill(spec, { enableServiceLinks: true })
  },
  PodFailurePolicyOnPodConditionsPattern: pattern => fillText(pattern, 'status', 'True'),
  ReplicationController: controller => {
    labelsOfTemplate(controller)
    const spec = mapAt(controller, 'spec')
    const labels = templateLabels(spec)
    if (Object.keys(mapAt(spec, 'selector')).length === 0 && labels) spec['selector'] = labels
  },
  RoleRef: ref => fillText(ref, 'apiGroup', 'rbac.authorization.k8s.io'),
  ServicePort: port => {
    if (!port['targetPort']) port['targetPort'] = port['port'] ?? 0
  },
  ServiceSpec: setServiceDefaults,
  StatefulSetUpdateStrategy: strategy => {
    if (isUnset(strategy['type'])) fill(strategy, { type: 'RollingUpdate', rollingUpdate: {} })
    const { rollingUpdate } = strategy
    if (strategy['type'] === 'RollingUpdate' && isMap(rollingUpdate)) fill(rollingUpdate, { partition: 0 })
  },
  Subject: subject => {
    const external = subject['kind'] === 'User' || subject['kind'] === 'Group'
    if (external && isUnset(subject['apiGroup'])) subject['apiGroup'] = 'rbac.authorization.k8s.io'
  },
  Volume: volume => {
    if (Object.keys(volume).every(key => key === 'name')) volume['emptyDir'] = {}
  },
}

const scaleUp: JsonMap = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
}
const scaleDown: JsonMap = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] }
const cpuAt80: JsonMap = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
}

/** Sets what is absent. */
export function fill(value: JsonMap, defaults: JsonMap): void {
  for (const [key, item] of Object.entries(defaults)) {
    if (isUnset(value[key])) value[key] = typeof item === 'object' ? structuredClone(item) : item
  }
}

/** Sets a text that its type always writes, so that "" means absent. */
function fillText(value: JsonMap, key: string, text: string): void {
  if (!value[key]) value[key] = text
}

/** A resource list in thousandths, rounded up (SetDefaults_ResourceList). */
export function roundResources(list: JsonMap): void {
  for (const [name, text] of Object.entries(list)) {
    const quantity = typeof text === 'string' ? parseQuantity(text) : null
    if (quantity) list[name] = formatQuantity(roundToMilli(quantity))
  }
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null
}

function setPhase(object: JsonMap, phase: string): void {
  object['status'] = { phase, ...mapAt(object, 'status') }
}

function mapAt(value: JsonMap, key: string): JsonMap {
  const item = getKey(value, key)
  return isMap(item) ? item : {}
}

function listAt(value: JsonMap, key: string): Json[] {
  const item = getKey(value, key)
  return Array.isArray(item) ? item : []
}

function setPullPolicy(container: JsonMap): void {
  if (isUnset(container['imagePullPolicy'])) container['imagePullPolicy'] = pullPolicy(container['image'])
}

/** `latest`, said or implied, is pulled always (pkg/util/parsers); an image that nobody can parse has no tag. */
function pullPolicy(image: Json | undefined): string {
  const match = typeof image === 'string' ? imageName.exec(image) : null
  if (!match) return 'IfNotPresent'
  const [, tag, digest] = match
  return (tag ?? (digest === undefined ? 'latest' : '')) === 'latest' ? 'Always' : 'IfNotPresent'
}

const imageName =
  /^(?:[A-Za-z0-9[][\w.:[\]-]*\/)?(?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/

function rollingUpdate(strategy: JsonMap, defaults: JsonMap): void {
  if (strategy['type'] !== 'RollingUpdate') return
  const update = mapAt(strategy, 'rollingUpdate')
  fill(update, defaults)
  strategy['rollingUpdate'] = update
}

function templateLabels(spec: JsonMap): JsonMap | undefined {
  const labels = getKey(mapAt(mapAt(spec, 'template'), 'metadata'), 'labels')
  return isMap(labels) ? labels : undefined
}

function labelsOfTemplate(object: JsonMap): void {
  const labels = templateLabels(mapAt(object, 'spec'))
  const metadata = mapAt(object, 'metadata')
  if (labels && Object.keys(mapAt(metadata, 'labels')).length === 0) metadata['labels'] = labels
}

function requestLimits(container: JsonMap): void {
  const resources = mapAt(container, 'resources')
  const limits = mapAt(resources, 'limits')
  if (Object.keys(limits).length > 0) resources['requests'] = { ...limits, ...mapAt(resources, 'requests') }
}

function useHostPorts(container: JsonMap): void {
  for (const port of listAt(container, 'ports').filter(isMap)) {
    if (isUnset(port['hostPort']) && port['containerPort']) port['hostPort'] = port['containerPort']
  }
}

function setServiceDefaults(spec: JsonMap): void {
  const { type, sessionAffinity } = spec
  if (sessionAffinity === 'None') delete spec['sessionAffinityConfig']
  if (sessionAffinity === 'ClientIP') {
    const config = mapAt(mapAt(spec, 'sessionAffinityConfig'), 'clientIP')
    if (isUnset(config['timeoutSeconds'])) spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: 10800 } }
  }
  const external = type === 'LoadBalancer' || type === 'NodePort'
  if (external || (type === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0)) {
    fill(spec, { externalTrafficPolicy: 'Cluster' })
  }
  if (external || type === 'ClusterIP') fill(spec, { internalTrafficPolicy: 'Cluster' })
  if (type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true })
}
