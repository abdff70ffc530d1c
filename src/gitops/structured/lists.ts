/**
 * How structured merging (server-side apply) sees the fields of the built-in types, where it is not the rule: client-go 0.36,
 * applyconfigurations/internal. `!` a type that is replaced whole, `field!` a map that is, `field=key` a list of maps with that
 * key, `field=` a list of scalars merged as a set. All other lists are replaced whole, all other maps are merged.
 */
export const exceptions = `
CSIDriverSpec: volumeLifecycleModes=
ConfigMapKeySelector!
Container: env=name ports=containerPort,protocol volumeDevices=devicePath volumeMounts=mountPath
ContainerRestartRuleOnExitCodes: values=
Endpoint: addresses=
EndpointAddress!
EndpointPort!
EndpointPortCore!
EphemeralContainer: env=name ports=containerPort,protocol volumeDevices=devicePath volumeMounts=mountPath
FileKeySelector!
HorizontalPodAutoscalerV1Spec: scaleTargetRef!
LabelSelector!
LocalObjectReference!
MatchResources!
MutatingWebhook: matchConditions=name
MutatingWebhookConfiguration: webhooks=name
NamedRuleWithOperations!
NodeSelector!
NodeSelectorTerm!
ObjectFieldSelector!
ObjectMeta: finalizers= ownerReferences=uid
ObjectReference!
OwnerReference!
ParamKind!
ParamRef!
PodFailurePolicyOnExitCodesRequirement: values=
PodSpec: containers=name ephemeralContainers=name hostAliases=ip imagePullSecrets=name initContainers=name nodeSelector!
  resourceClaims=name schedulingGates=name topologySpreadConstraints=topologyKey,whenUnsatisfiable volumes=name
ReplicationControllerSpec: selector!
ResourceFieldSelector!
ResourceRequirements: claims=name
RoleRef!
Scheduling: nodeSelector!
ScopeSelector!
SecretKeySelector!
SecretReference!
ServiceAccount: secrets=name
ServiceBackendPort!
ServiceSpec: ports=port,protocol selector!
Subject!
TopologySelectorTerm!
TypedLocalObjectReference!
ValidatingAdmissionPolicyBindingSpec: validationActions=
ValidatingAdmissionPolicySpec: matchConditions=name variables=name
ValidatingWebhook: matchConditions=name
ValidatingWebhookConfiguration: webhooks=name
Variable!
`

/** What stands for an absent key of a list item, beyond the zero values. */
export const keyDefaults: Record<string, string> = { 'ContainerPort.protocol': 'TCP', 'ServicePort.protocol': 'TCP' }
