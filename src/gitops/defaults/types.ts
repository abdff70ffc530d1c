/**
 * The types of the built-in kinds that people keep in Git, as Kubernetes 1.36 declares them (its API reference); Fleet 0.16 and
 * Argo CD decide with them how lists are merged and what is a default. One line a type, in a small notation that schema.ts reads:
 * `name:type`, `?` left out when empty, `*` pointer, `[]` list, `{}` map with string keys, `+key` list merged by that key, `+`
 * list of scalars merged as a set, `=` replaced whole, `~` only the keys of the patch are kept (retainKeys). Kinds have
 * apiVersion, kind and metadata besides. The status of a kind is not looked into: no tool compares it.
 */
export const types = `
AWSElasticBlockStoreVolumeSource: volumeID:string fsType?:string partition?:int32 readOnly?:bool
Affinity: nodeAffinity?:*NodeAffinity podAffinity?:*PodAffinity podAntiAffinity?:*PodAntiAffinity
AggregationRule: clusterRoleSelectors?:[]LabelSelector
AppArmorProfile: type:string localhostProfile?:*string
AuditAnnotation: key:string valueExpression:string
AzureDiskVolumeSource: diskName:string diskURI:string cachingMode?:*string fsType?:*string readOnly?:*bool
  kind?:*string
AzureFilePersistentVolumeSource: secretName:string shareName:string readOnly?:bool secretNamespace:*string
AzureFileVolumeSource: secretName:string shareName:string readOnly?:bool
CSIDriver: spec:CSIDriverSpec
CSIDriverSpec: attachRequired?:*bool podInfoOnMount?:*bool volumeLifecycleModes?:[]string storageCapacity?:*bool
  fsGroupPolicy?:*string tokenRequests?:[]TokenRequest requiresRepublish?:*bool seLinuxMount?:*bool
  nodeAllocatableUpdatePeriodSeconds?:*int64 serviceAccountTokenInSecrets?:*bool preventPodSchedulingIfMissing?:*bool
CSIPersistentVolumeSource: driver:string volumeHandle:string readOnly?:bool fsType?:string volumeAttributes?:{}string
  controllerPublishSecretRef?:*SecretReference nodeStageSecretRef?:*SecretReference
  nodePublishSecretRef?:*SecretReference controllerExpandSecretRef?:*SecretReference
  nodeExpandSecretRef?:*SecretReference
CSIVolumeSource: driver:string readOnly?:*bool fsType?:*string volumeAttributes?:{}string
  nodePublishSecretRef?:*LocalObjectReference
Capabilities: add?:[]string drop?:[]string
CephFSPersistentVolumeSource: monitors:[]string path?:string user?:string secretFile?:string
  secretRef?:*SecretReference readOnly?:bool
CephFSVolumeSource: monitors:[]string path?:string user?:string secretFile?:string secretRef?:*LocalObjectReference
  readOnly?:bool
CinderPersistentVolumeSource: volumeID:string fsType?:string readOnly?:bool secretRef?:*SecretReference
CinderVolumeSource: volumeID:string fsType?:string readOnly?:bool secretRef?:*LocalObjectReference
ClientIPConfig: timeoutSeconds?:*int32
ClusterRole: rules:[]PolicyRule aggregationRule?:*AggregationRule
ClusterRoleBinding: subjects?:[]Subject roleRef:RoleRef
ClusterTrustBundleProjection: name?:*string signerName?:*string labelSelector?:*LabelSelector optional?:*bool
  path:string
ConfigMap: immutable?:*bool data?:{}string binaryData?:{}bytes
ConfigMapEnvSource: name?:string optional?:*bool
ConfigMapKeySelector: name?:string key:string optional?:*bool
ConfigMapProjection: name?:string items?:[]KeyToPath optional?:*bool
ConfigMapVolumeSource: name?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
Container: name:string image?:string command?:[]string args?:[]string workingDir?:string
  ports?:[]ContainerPort+containerPort envFrom?:[]EnvFromSource env?:[]EnvVar+name resources?:ResourceRequirements
  resizePolicy?:[]ContainerResizePolicy restartPolicy?:*string restartPolicyRules?:[]ContainerRestartRule
  volumeMounts?:[]VolumeMount+mountPath volumeDevices?:[]VolumeDevice+devicePath livenessProbe?:*Probe
  readinessProbe?:*Probe startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:string
  terminationMessagePolicy?:string imagePullPolicy?:string securityContext?:*SecurityContext stdin?:bool
  stdinOnce?:bool tty?:bool
ContainerPort: name?:string hostPort?:int32 containerPort:int32 protocol?:string hostIP?:string
ContainerResizePolicy: resourceName:string restartPolicy:string
ContainerResourceMetricSource: name:string target:MetricTarget container:string
ContainerRestartRule: action?:string exitCodes?:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator?:string values?:[]int32
ControllerRevision: data?:json revision:int64
CronJob: spec?:CronJobSpec status?:json
CronJobSpec: schedule:string timeZone?:*string startingDeadlineSeconds?:*int64 concurrencyPolicy?:string
  suspend?:*bool jobTemplate:JobTemplateSpec successfulJobsHistoryLimit?:*int32 failedJobsHistoryLimit?:*int32
CrossVersionObjectReference: kind:string name:string apiVersion?:string
DaemonSet: spec?:DaemonSetSpec status?:json
DaemonSetSpec: selector:*LabelSelector template:PodTemplateSpec updateStrategy?:DaemonSetUpdateStrategy
  minReadySeconds?:int32 revisionHistoryLimit?:*int32
DaemonSetUpdateStrategy: type?:string rollingUpdate?:*RollingUpdateDaemonSet
Deployment: spec?:DeploymentSpec status?:json
DeploymentSpec: replicas?:*int32 selector:*LabelSelector template:PodTemplateSpec strategy?:DeploymentStrategy~
  minReadySeconds?:int32 revisionHistoryLimit?:*int32 paused?:bool progressDeadlineSeconds?:*int32
DeploymentStrategy: type?:string rollingUpdate?:*RollingUpdateDeployment
DownwardAPIProjection: items?:[]DownwardAPIVolumeFile
DownwardAPIVolumeFile: path:string fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector
  mode?:*int32
DownwardAPIVolumeSource: items?:[]DownwardAPIVolumeFile defaultMode?:*int32
EmptyDirVolumeSource: medium?:string sizeLimit?:*quantity
Endpoint: addresses:[]string conditions?:EndpointConditions hostname?:*string targetRef?:*ObjectReference
  deprecatedTopology?:{}string nodeName?:*string zone?:*string hints?:*EndpointHints
EndpointAddress: ip:string hostname?:string nodeName?:*string targetRef?:*ObjectReference
EndpointConditions: ready?:*bool serving?:*bool terminating?:*bool
EndpointHints: forZones?:[]ForZone forNodes?:[]ForNode
EndpointPort: name?:*string protocol?:*string port?:*int32 appProtocol?:*string
EndpointPortCore: name?:string port:int32 protocol?:string appProtocol?:*string
EndpointSlice: addressType:string endpoints:[]Endpoint ports:[]EndpointPort
EndpointSubset: addresses?:[]EndpointAddress notReadyAddresses?:[]EndpointAddress ports?:[]EndpointPortCore
Endpoints: subsets?:[]EndpointSubset
EnvFromSource: prefix?:string configMapRef?:*ConfigMapEnvSource secretRef?:*SecretEnvSource
EnvVar: name:string value?:string valueFrom?:*EnvVarSource
EnvVarSource: fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector
  configMapKeyRef?:*ConfigMapKeySelector secretKeyRef?:*SecretKeySelector fileKeyRef?:*FileKeySelector
EphemeralContainer: name:string image?:string command?:[]string args?:[]string workingDir?:string
  ports?:[]ContainerPort+containerPort envFrom?:[]EnvFromSource env?:[]EnvVar+name resources?:ResourceRequirements
  resizePolicy?:[]ContainerResizePolicy restartPolicy?:*string restartPolicyRules?:[]ContainerRestartRule
  volumeMounts?:[]VolumeMount+mountPath volumeDevices?:[]VolumeDevice+devicePath livenessProbe?:*Probe
  readinessProbe?:*Probe startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:string
  terminationMessagePolicy?:string imagePullPolicy?:string securityContext?:*SecurityContext stdin?:bool
  stdinOnce?:bool tty?:bool targetContainerName?:string
EphemeralVolumeSource: volumeClaimTemplate?:*PersistentVolumeClaimTemplate
ExecAction: command?:[]string
ExternalMetricSource: metric:MetricIdentifier target:MetricTarget
FCVolumeSource: targetWWNs?:[]string lun?:*int32 fsType?:string readOnly?:bool wwids?:[]string
FileKeySelector: volumeName:string path:string key:string optional?:*bool
FlexPersistentVolumeSource: driver:string fsType?:string secretRef?:*SecretReference readOnly?:bool options?:{}string
FlexVolumeSource: driver:string fsType?:string secretRef?:*LocalObjectReference readOnly?:bool options?:{}string
FlockerVolumeSource: datasetName?:string datasetUUID?:string
ForNode: name:string
ForZone: name:string
GCEPersistentDiskVolumeSource: pdName:string fsType?:string partition?:int32 readOnly?:bool
GRPCAction: port:int32 service:*string
GitRepoVolumeSource: repository:string revision?:string directory?:string
GlusterfsPersistentVolumeSource: endpoints:string path:string readOnly?:bool endpointsNamespace?:*string
GlusterfsVolumeSource: endpoints:string path:string readOnly?:bool
HPAScalingPolicy: type:string value:int32 periodSeconds:int32
HPAScalingRules: stabilizationWindowSeconds?:*int32 selectPolicy?:*string policies?:[]HPAScalingPolicy
  tolerance?:*quantity
HTTPGetAction: path?:string port:intOrString host?:string scheme?:string httpHeaders?:[]HTTPHeader
HTTPHeader: name:string value:string
HTTPIngressPath: path?:string pathType:*string backend:IngressBackend
HTTPIngressRuleValue: paths:[]HTTPIngressPath
HorizontalPodAutoscaler: spec?:HorizontalPodAutoscalerSpec status?:json
HorizontalPodAutoscalerBehavior: scaleUp?:*HPAScalingRules scaleDown?:*HPAScalingRules
HorizontalPodAutoscalerSpec: scaleTargetRef:CrossVersionObjectReference minReplicas?:*int32 maxReplicas:int32
  metrics?:[]MetricSpec behavior?:*HorizontalPodAutoscalerBehavior
HorizontalPodAutoscalerV1: spec?:HorizontalPodAutoscalerV1Spec status?:json
HorizontalPodAutoscalerV1Spec: scaleTargetRef:CrossVersionObjectReference minReplicas?:*int32 maxReplicas:int32
  targetCPUUtilizationPercentage?:*int32
HostAlias: ip:string hostnames?:[]string
HostPathVolumeSource: path:string type?:*string
IPBlock: cidr:string except?:[]string
ISCSIPersistentVolumeSource: targetPortal:string iqn:string lun:int32 iscsiInterface?:string fsType?:string
  readOnly?:bool portals?:[]string chapAuthDiscovery?:bool chapAuthSession?:bool secretRef?:*SecretReference
  initiatorName?:*string
ISCSIVolumeSource: targetPortal:string iqn:string lun:int32 iscsiInterface?:string fsType?:string readOnly?:bool
  portals?:[]string chapAuthDiscovery?:bool chapAuthSession?:bool secretRef?:*LocalObjectReference
  initiatorName?:*string
ImageVolumeSource: reference?:string pullPolicy?:string
Ingress: spec?:IngressSpec status?:json
IngressBackend: service?:*IngressServiceBackend resource?:*TypedLocalObjectReference
IngressClass: spec?:IngressClassSpec
IngressClassParametersReference: apiGroup?:*string kind:string name:string scope:*string namespace?:*string
IngressClassSpec: controller?:string parameters?:*IngressClassParametersReference
IngressRule: host?:string http?:*HTTPIngressRuleValue
IngressServiceBackend: name:string port?:ServiceBackendPort
IngressSpec: ingressClassName?:*string defaultBackend?:*IngressBackend tls?:[]IngressTLS rules?:[]IngressRule
IngressTLS: hosts?:[]string secretName?:string
Job: spec?:JobSpec status?:json
JobSpec: parallelism?:*int32 completions?:*int32 activeDeadlineSeconds?:*int64 podFailurePolicy?:*PodFailurePolicy
  successPolicy?:*SuccessPolicy backoffLimit?:*int32 backoffLimitPerIndex?:*int32 maxFailedIndexes?:*int32
  selector?:*LabelSelector manualSelector?:*bool template:PodTemplateSpec ttlSecondsAfterFinished?:*int32
  completionMode?:*string suspend?:*bool podReplacementPolicy?:*string managedBy?:*string
JobTemplateSpec: metadata?:ObjectMeta spec?:JobSpec
KeyToPath: key:string path:string mode?:*int32
LabelSelector: matchLabels?:{}string matchExpressions?:[]LabelSelectorRequirement
LabelSelectorRequirement: key:string operator:string values?:[]string
Lease: spec?:LeaseSpec
LeaseSpec: holderIdentity?:*string leaseDurationSeconds?:*int32 acquireTime?:*microTime renewTime?:*microTime
  leaseTransitions?:*int32 strategy?:*string preferredHolder?:*string
Lifecycle: postStart?:*LifecycleHandler preStop?:*LifecycleHandler stopSignal?:*string
LifecycleHandler: exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction sleep?:*SleepAction
LimitRange: spec?:LimitRangeSpec
LimitRangeItem: type:string max?:{}quantity min?:{}quantity default?:{}quantity defaultRequest?:{}quantity
  maxLimitRequestRatio?:{}quantity
LimitRangeSpec: limits:[]LimitRangeItem
LocalObjectReference: name?:string
LocalVolumeSource: path:string fsType?:*string
ManagedFieldsEntry: manager?:string operation?:string apiVersion?:string time?:*time fieldsType?:string
  fieldsV1?:*json subresource?:string
MatchCondition: name:string expression:string
MatchResources: namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector
  resourceRules?:[]NamedRuleWithOperations excludeResourceRules?:[]NamedRuleWithOperations matchPolicy?:*string
MetricIdentifier: name:string selector?:*LabelSelector
MetricSpec: type:string object?:*ObjectMetricSource pods?:*PodsMetricSource resource?:*ResourceMetricSource
  containerResource?:*ContainerResourceMetricSource external?:*ExternalMetricSource
MetricTarget: type:string value?:*quantity averageValue?:*quantity averageUtilization?:*int32
ModifyVolumeStatus: targetVolumeAttributesClassName?:string status:string
MutatingWebhook: name:string clientConfig:WebhookClientConfig rules?:[]RuleWithOperations failurePolicy?:*string
  matchPolicy?:*string namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector sideEffects:*string
  timeoutSeconds?:*int32 admissionReviewVersions:[]string reinvocationPolicy?:*string
  matchConditions?:[]MatchCondition+name
MutatingWebhookConfiguration: webhooks?:[]MutatingWebhook+name
NFSVolumeSource: server:string path:string readOnly?:bool
NamedRuleWithOperations: resourceNames?:[]string operations?:[]string apiGroups?:[]string apiVersions?:[]string
  resources?:[]string scope?:*string
Namespace: spec?:NamespaceSpec status?:json
NamespaceSpec: finalizers?:[]string
NetworkPolicy: spec?:NetworkPolicySpec
NetworkPolicyEgressRule: ports?:[]NetworkPolicyPort to?:[]NetworkPolicyPeer
NetworkPolicyIngressRule: ports?:[]NetworkPolicyPort from?:[]NetworkPolicyPeer
NetworkPolicyPeer: podSelector?:*LabelSelector namespaceSelector?:*LabelSelector ipBlock?:*IPBlock
NetworkPolicyPort: protocol?:*string port?:*intOrString endPort?:*int32
NetworkPolicySpec: podSelector:LabelSelector ingress?:[]NetworkPolicyIngressRule egress?:[]NetworkPolicyEgressRule
  policyTypes?:[]string
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution?:*NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution?:[]PreferredSchedulingTerm
NodeSelector: nodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorRequirement: key:string operator:string values?:[]string
NodeSelectorTerm: matchExpressions?:[]NodeSelectorRequirement matchFields?:[]NodeSelectorRequirement
ObjectFieldSelector: apiVersion?:string fieldPath:string
ObjectMeta: name?:string generateName?:string namespace?:string selfLink?:string uid?:string resourceVersion?:string
  generation?:int64 creationTimestamp?:*time deletionTimestamp?:*time deletionGracePeriodSeconds?:*int64
  labels?:{}string annotations?:{}string ownerReferences?:[]OwnerReference+uid finalizers?:[]string+
  managedFields?:[]ManagedFieldsEntry
ObjectMetricSource: describedObject:CrossVersionObjectReference target:MetricTarget metric:MetricIdentifier
ObjectReference: kind?:string namespace?:string name?:string uid?:string apiVersion?:string resourceVersion?:string
  fieldPath?:string
Overhead: podFixed?:{}quantity
OwnerReference: apiVersion:string kind:string name:string uid:string controller?:*bool blockOwnerDeletion?:*bool
ParamKind: apiVersion?:string kind?:string
ParamRef: name?:string namespace?:string selector?:*LabelSelector parameterNotFoundAction?:*string
PersistentVolume: spec?:PersistentVolumeSpec status?:json
PersistentVolumeClaim: spec?:PersistentVolumeClaimSpec status?:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition: type:string status:string lastProbeTime?:time lastTransitionTime?:time reason?:string
  message?:string
PersistentVolumeClaimSpec: accessModes?:[]string selector?:*LabelSelector resources?:VolumeResourceRequirements
  volumeName?:string storageClassName?:*string volumeMode?:*string dataSource?:*TypedLocalObjectReference
  dataSourceRef?:*TypedObjectReference volumeAttributesClassName?:*string
PersistentVolumeClaimStatus: phase?:string accessModes?:[]string capacity?:{}quantity
  conditions?:[]PersistentVolumeClaimCondition+type allocatedResources?:{}quantity allocatedResourceStatuses?:{}string
  currentVolumeAttributesClassName?:*string modifyVolumeStatus?:*ModifyVolumeStatus
PersistentVolumeClaimTemplate: metadata?:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName:string readOnly?:bool
PersistentVolumeSpec: capacity?:{}quantity gcePersistentDisk?:*GCEPersistentDiskVolumeSource
  awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource hostPath?:*HostPathVolumeSource
  glusterfs?:*GlusterfsPersistentVolumeSource nfs?:*NFSVolumeSource rbd?:*RBDPersistentVolumeSource
  iscsi?:*ISCSIPersistentVolumeSource cinder?:*CinderPersistentVolumeSource cephfs?:*CephFSPersistentVolumeSource
  fc?:*FCVolumeSource flocker?:*FlockerVolumeSource flexVolume?:*FlexPersistentVolumeSource
  azureFile?:*AzureFilePersistentVolumeSource vsphereVolume?:*VsphereVirtualDiskVolumeSource
  quobyte?:*QuobyteVolumeSource azureDisk?:*AzureDiskVolumeSource
  photonPersistentDisk?:*PhotonPersistentDiskVolumeSource portworxVolume?:*PortworxVolumeSource
  scaleIO?:*ScaleIOPersistentVolumeSource local?:*LocalVolumeSource storageos?:*StorageOSPersistentVolumeSource
  csi?:*CSIPersistentVolumeSource accessModes?:[]string claimRef?:*ObjectReference
  persistentVolumeReclaimPolicy?:string storageClassName?:string mountOptions?:[]string volumeMode?:*string
  nodeAffinity?:*VolumeNodeAffinity volumeAttributesClassName?:*string
PhotonPersistentDiskVolumeSource: pdID:string fsType?:string
Pod: spec?:PodSpec status?:json
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodAffinityTerm: labelSelector?:*LabelSelector namespaces?:[]string topologyKey:string
  namespaceSelector?:*LabelSelector matchLabelKeys?:[]string mismatchLabelKeys?:[]string
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodCertificateProjection: signerName?:string keyType?:string maxExpirationSeconds?:*int32 credentialBundlePath?:string
  keyPath?:string certificateChainPath?:string userAnnotations?:{}string
PodDNSConfig: nameservers?:[]string searches?:[]string options?:[]PodDNSConfigOption
PodDNSConfigOption: name?:string value?:*string
PodDisruptionBudget: spec?:PodDisruptionBudgetSpec status?:json
PodDisruptionBudgetSpec: minAvailable?:*intOrString selector?:*LabelSelector= maxUnavailable?:*intOrString
  unhealthyPodEvictionPolicy?:*string
PodFailurePolicy: rules:[]PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement: containerName?:*string operator:string values:[]int32
PodFailurePolicyOnPodConditionsPattern: type:string status:string
PodFailurePolicyRule: action:string onExitCodes?:*PodFailurePolicyOnExitCodesRequirement
  onPodConditions?:[]PodFailurePolicyOnPodConditionsPattern
PodOS: name:string
PodReadinessGate: conditionType:string
PodResourceClaim: name:string resourceClaimName?:*string resourceClaimTemplateName?:*string
PodSchedulingGate: name:string
PodSchedulingGroup: podGroupName?:*string
PodSecurityContext: seLinuxOptions?:*SELinuxOptions windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*int64
  runAsGroup?:*int64 runAsNonRoot?:*bool supplementalGroups?:[]int64 supplementalGroupsPolicy?:*string fsGroup?:*int64
  sysctls?:[]Sysctl fsGroupChangePolicy?:*string seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile
  seLinuxChangePolicy?:*string
PodSpec: volumes?:[]Volume~+name initContainers?:[]Container+name containers:[]Container+name
  ephemeralContainers?:[]EphemeralContainer+name restartPolicy?:string terminationGracePeriodSeconds?:*int64
  activeDeadlineSeconds?:*int64 dnsPolicy?:string nodeSelector?:{}string serviceAccountName?:string
  serviceAccount?:string automountServiceAccountToken?:*bool nodeName?:string hostNetwork?:bool hostPID?:bool
  hostIPC?:bool shareProcessNamespace?:*bool securityContext?:*PodSecurityContext
  imagePullSecrets?:[]LocalObjectReference+name hostname?:string subdomain?:string affinity?:*Affinity
  schedulerName?:string tolerations?:[]Toleration hostAliases?:[]HostAlias+ip priorityClassName?:string
  priority?:*int32 dnsConfig?:*PodDNSConfig readinessGates?:[]PodReadinessGate runtimeClassName?:*string
  enableServiceLinks?:*bool preemptionPolicy?:*string overhead?:{}quantity
  topologySpreadConstraints?:[]TopologySpreadConstraint+topologyKey setHostnameAsFQDN?:*bool os?:*PodOS
  hostUsers?:*bool schedulingGates?:[]PodSchedulingGate+name resourceClaims?:[]PodResourceClaim~+name
  resources?:*ResourceRequirements hostnameOverride?:*string schedulingGroup?:*PodSchedulingGroup
PodTemplate: template?:PodTemplateSpec
PodTemplateSpec: metadata?:ObjectMeta spec?:PodSpec
PodsMetricSource: metric:MetricIdentifier target:MetricTarget
PolicyRule: verbs:[]string apiGroups?:[]string resources?:[]string resourceNames?:[]string nonResourceURLs?:[]string
PortworxVolumeSource: volumeID:string fsType?:string readOnly?:bool
PreferredSchedulingTerm: weight:int32 preference:NodeSelectorTerm
PriorityClass: value:int32 globalDefault?:bool description?:string preemptionPolicy?:*string
Probe: exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction grpc?:*GRPCAction
  initialDelaySeconds?:int32 timeoutSeconds?:int32 periodSeconds?:int32 successThreshold?:int32
  failureThreshold?:int32 terminationGracePeriodSeconds?:*int64
ProjectedVolumeSource: sources:[]VolumeProjection defaultMode?:*int32
QuobyteVolumeSource: registry:string volume:string readOnly?:bool user?:string group?:string tenant?:string
RBDPersistentVolumeSource: monitors:[]string image:string fsType?:string pool?:string user?:string keyring?:string
  secretRef?:*SecretReference readOnly?:bool
RBDVolumeSource: monitors:[]string image:string fsType?:string pool?:string user?:string keyring?:string
  secretRef?:*LocalObjectReference readOnly?:bool
ReplicaSet: spec?:ReplicaSetSpec status?:json
ReplicaSetSpec: replicas?:*int32 minReadySeconds?:int32 selector:*LabelSelector template?:PodTemplateSpec
ReplicationController: spec?:ReplicationControllerSpec status?:json
ReplicationControllerSpec: replicas?:*int32 minReadySeconds?:int32 selector?:{}string template?:*PodTemplateSpec
ResourceClaim: name:string request?:string
ResourceFieldSelector: containerName?:string resource:string divisor?:quantity
ResourceMetricSource: name:string target:MetricTarget
ResourceQuota: spec?:ResourceQuotaSpec status?:json
ResourceQuotaSpec: hard?:{}quantity scopes?:[]string scopeSelector?:*ScopeSelector
ResourceRequirements: limits?:{}quantity requests?:{}quantity claims?:[]ResourceClaim
Role: rules:[]PolicyRule
RoleBinding: subjects?:[]Subject roleRef:RoleRef
RoleRef: apiGroup:string kind:string name:string
RollingUpdateDaemonSet: maxUnavailable?:*intOrString maxSurge?:*intOrString
RollingUpdateDeployment: maxUnavailable?:*intOrString maxSurge?:*intOrString
RollingUpdateStatefulSetStrategy: partition?:*int32 maxUnavailable?:*intOrString
RuleWithOperations: operations?:[]string apiGroups?:[]string apiVersions?:[]string resources?:[]string scope?:*string
RuntimeClass: handler:string overhead?:*Overhead scheduling?:*Scheduling
SELinuxOptions: user?:string role?:string type?:string level?:string
ScaleIOPersistentVolumeSource: gateway:string system:string secretRef:*SecretReference sslEnabled?:bool
  protectionDomain?:string storagePool?:string storageMode?:string volumeName?:string fsType?:string readOnly?:bool
ScaleIOVolumeSource: gateway:string system:string secretRef:*LocalObjectReference sslEnabled?:bool
  protectionDomain?:string storagePool?:string storageMode?:string volumeName?:string fsType?:string readOnly?:bool
Scheduling: nodeSelector?:{}string tolerations?:[]Toleration
ScopeSelector: matchExpressions?:[]ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: scopeName:string operator:string values?:[]string
SeccompProfile: type:string localhostProfile?:*string
Secret: immutable?:*bool data?:{}bytes stringData?:{}string type?:string
SecretEnvSource: name?:string optional?:*bool
SecretKeySelector: name?:string key:string optional?:*bool
SecretProjection: name?:string items?:[]KeyToPath optional?:*bool
SecretReference: name?:string namespace?:string
SecretVolumeSource: secretName?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
SecurityContext: capabilities?:*Capabilities privileged?:*bool seLinuxOptions?:*SELinuxOptions
  windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*int64 runAsGroup?:*int64 runAsNonRoot?:*bool
  readOnlyRootFilesystem?:*bool allowPrivilegeEscalation?:*bool procMount?:*string seccompProfile?:*SeccompProfile
  appArmorProfile?:*AppArmorProfile
Service: spec?:ServiceSpec status?:json
ServiceAccount: secrets?:[]ObjectReference+name imagePullSecrets?:[]LocalObjectReference
  automountServiceAccountToken?:*bool
ServiceAccountTokenProjection: audience?:string expirationSeconds?:*int64 path:string
ServiceBackendPort: name?:string number?:int32
ServicePort: name?:string protocol?:string appProtocol?:*string port:int32 targetPort?:intOrString nodePort?:int32
ServiceReference: namespace:string name:string path?:*string port?:*int32
ServiceSpec: ports?:[]ServicePort+port selector?:{}string clusterIP?:string clusterIPs?:[]string type?:string
  externalIPs?:[]string sessionAffinity?:string loadBalancerIP?:string loadBalancerSourceRanges?:[]string
  externalName?:string externalTrafficPolicy?:string healthCheckNodePort?:int32 publishNotReadyAddresses?:bool
  sessionAffinityConfig?:*SessionAffinityConfig ipFamilies?:[]string ipFamilyPolicy?:*string
  allocateLoadBalancerNodePorts?:*bool loadBalancerClass?:*string internalTrafficPolicy?:*string
  trafficDistribution?:*string
SessionAffinityConfig: clientIP?:*ClientIPConfig
SleepAction: seconds:int64
StatefulSet: spec?:StatefulSetSpec status?:json
StatefulSetOrdinals: start:int32
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted?:string whenScaled?:string
StatefulSetSpec: replicas?:*int32 selector:*LabelSelector template:PodTemplateSpec
  volumeClaimTemplates?:[]PersistentVolumeClaim serviceName:string podManagementPolicy?:string
  updateStrategy?:StatefulSetUpdateStrategy revisionHistoryLimit?:*int32 minReadySeconds?:int32
  persistentVolumeClaimRetentionPolicy?:*StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals?:*StatefulSetOrdinals
StatefulSetUpdateStrategy: type?:string rollingUpdate?:*RollingUpdateStatefulSetStrategy
StorageClass: provisioner:string parameters?:{}string reclaimPolicy?:*string mountOptions?:[]string
  allowVolumeExpansion?:*bool volumeBindingMode?:*string allowedTopologies?:[]TopologySelectorTerm
StorageOSPersistentVolumeSource: volumeName?:string volumeNamespace?:string fsType?:string readOnly?:bool
  secretRef?:*ObjectReference
StorageOSVolumeSource: volumeName?:string volumeNamespace?:string fsType?:string readOnly?:bool
  secretRef?:*LocalObjectReference
Subject: kind:string apiGroup?:string name:string namespace?:string
SuccessPolicy: rules:[]SuccessPolicyRule
SuccessPolicyRule: succeededIndexes?:*string succeededCount?:*int32
Sysctl: name:string value:string
TCPSocketAction: port:intOrString host?:string
TokenRequest: audience:string expirationSeconds?:*int64
Toleration: key?:string operator?:string value?:string effect?:string tolerationSeconds?:*int64
TopologySelectorLabelRequirement: key:string values:[]string
TopologySelectorTerm: matchLabelExpressions?:[]TopologySelectorLabelRequirement
TopologySpreadConstraint: maxSkew:int32 topologyKey:string whenUnsatisfiable:string labelSelector?:*LabelSelector
  minDomains?:*int32 nodeAffinityPolicy?:*string nodeTaintsPolicy?:*string matchLabelKeys?:[]string
TypedLocalObjectReference: apiGroup:*string kind:string name:string
TypedObjectReference: apiGroup:*string kind:string name:string namespace?:*string
ValidatingAdmissionPolicy: spec?:ValidatingAdmissionPolicySpec status?:json
ValidatingAdmissionPolicyBinding: spec?:ValidatingAdmissionPolicyBindingSpec
ValidatingAdmissionPolicyBindingSpec: policyName?:string paramRef?:*ParamRef matchResources?:*MatchResources
  validationActions?:[]string
ValidatingAdmissionPolicySpec: paramKind?:*ParamKind matchConstraints?:*MatchResources validations?:[]Validation
  failurePolicy?:*string auditAnnotations?:[]AuditAnnotation matchConditions?:[]MatchCondition+name
  variables?:[]Variable+name
ValidatingWebhook: name:string clientConfig:WebhookClientConfig rules?:[]RuleWithOperations failurePolicy?:*string
  matchPolicy?:*string namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector sideEffects:*string
  timeoutSeconds?:*int32 admissionReviewVersions:[]string matchConditions?:[]MatchCondition+name
ValidatingWebhookConfiguration: webhooks?:[]ValidatingWebhook+name
Validation: expression:string message?:string reason?:*string messageExpression?:string
Variable: name:string expression:string
Volume: name:string hostPath?:*HostPathVolumeSource emptyDir?:*EmptyDirVolumeSource
  gcePersistentDisk?:*GCEPersistentDiskVolumeSource awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource
  gitRepo?:*GitRepoVolumeSource secret?:*SecretVolumeSource nfs?:*NFSVolumeSource iscsi?:*ISCSIVolumeSource
  glusterfs?:*GlusterfsVolumeSource persistentVolumeClaim?:*PersistentVolumeClaimVolumeSource rbd?:*RBDVolumeSource
  flexVolume?:*FlexVolumeSource cinder?:*CinderVolumeSource cephfs?:*CephFSVolumeSource flocker?:*FlockerVolumeSource
  downwardAPI?:*DownwardAPIVolumeSource fc?:*FCVolumeSource azureFile?:*AzureFileVolumeSource
  configMap?:*ConfigMapVolumeSource vsphereVolume?:*VsphereVirtualDiskVolumeSource quobyte?:*QuobyteVolumeSource
  azureDisk?:*AzureDiskVolumeSource photonPersistentDisk?:*PhotonPersistentDiskVolumeSource
  projected?:*ProjectedVolumeSource portworxVolume?:*PortworxVolumeSource scaleIO?:*ScaleIOVolumeSource
  storageos?:*StorageOSVolumeSource csi?:*CSIVolumeSource ephemeral?:*EphemeralVolumeSource image?:*ImageVolumeSource
VolumeDevice: name:string devicePath:string
VolumeMount: name:string readOnly?:bool recursiveReadOnly?:*string mountPath:string subPath?:string
  mountPropagation?:*string subPathExpr?:string
VolumeNodeAffinity: required?:*NodeSelector
VolumeProjection: secret?:*SecretProjection downwardAPI?:*DownwardAPIProjection configMap?:*ConfigMapProjection
  serviceAccountToken?:*ServiceAccountTokenProjection clusterTrustBundle?:*ClusterTrustBundleProjection
  podCertificate?:*PodCertificateProjection
VolumeResourceRequirements: limits?:{}quantity requests?:{}quantity
VsphereVirtualDiskVolumeSource: volumePath:string fsType?:string storagePolicyName?:string storagePolicyID?:string
WebhookClientConfig: url?:*string service?:*ServiceReference caBundle?:bytes
WeightedPodAffinityTerm: weight:int32 podAffinityTerm:PodAffinityTerm
WindowsSecurityContextOptions: gmsaCredentialSpecName?:*string gmsaCredentialSpec?:*string runAsUserName?:*string
  hostProcess?:*bool
`
