import { kubernetesTypes } from './kubernetes.ts'
import { goTypes } from './types.ts'

/** Flagger's copy of KEDA's types (Flagger 1.44, pkg/apis/keda/v1alpha1); what KEDA has besides is lost in copies. */
export const kedaTypes = goTypes(
  `
AdvancedConfig horizontalPodAutoscalerConfig:*HorizontalPodAutoscalerConfig restoreToOriginalReplicaCount:bool
Fallback failureThreshold:int32! replicas:int32!
HorizontalPodAutoscalerConfig name:string behavior:*HorizontalPodAutoscalerBehavior
ScaleTarget name:string! apiVersion:string kind:string envSourceContainerName:string
ScaleTriggers type:string! name:string metadata:{}string! authenticationRef:*ScaledObjectAuthRef metricType:string
ScaledObject metadata:ObjectMeta spec:ScaledObjectSpec!
ScaledObjectAuthRef name:string! kind:string
ScaledObjectSpec scaleTargetRef:*ScaleTarget! pollingInterval:*int32 cooldownPeriod:*int32 idleReplicaCount:*int32
  minReplicaCount:*int32 maxReplicaCount:*int32 advanced:*AdvancedConfig triggers:[]ScaleTriggers! fallback:*Fallback
`,
  kubernetesTypes,
)
