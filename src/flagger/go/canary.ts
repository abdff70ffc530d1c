import { istioTypes } from './istio.ts'
import { goTypes } from './types.ts'

/** The Canary as Flagger reads it (Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go). */
export const canaryTypes = goTypes(
  `
AutoscalerReference apiVersion:string kind:string name:string! primaryScalerQueries:{}string!
  primaryScalerReplicas:*ScalerReplicas
BackendObjectReference group:*string kind:*string name:string! namespace:*string port:*int32
CanaryAlert name:string! severity:string providerRef:CrossNamespaceObjectReference!
CanaryAnalysis interval:string! iterations:int mirror:bool mirrorWeight:int maxWeight:int stepWeight:int
  stepWeights:[]int stepWeightPromotion:int threshold:int! primaryReadyThreshold:*int canaryReadyThreshold:*int
  alerts:[]CanaryAlert metrics:[]CanaryMetric webhooks:[]CanaryWebhook match:[]HTTPMatchRequest
  sessionAffinity:*SessionAffinity
CanaryMetric name:string! interval:string threshold:float thresholdRange:*CanaryThresholdRange query:string
  templateRef:*CrossNamespaceObjectReference templateVariables:{}string
CanaryRewrite uri:string authority:string type:string
CanaryService name:string port:int32! portName:string targetPort:intOrString appProtocol:string
  trafficDistribution:string portDiscovery:bool! headless:bool timeout:string backendTimeout:string gateways:[]string
  gatewayRefs:[]ParentReference hosts:[]string delegation:bool trafficPolicy:*TrafficPolicy match:[]HTTPMatchRequest
  rewrite:*CanaryRewrite retries:*HTTPRetry headers:*Headers mirror:[]HTTPRequestMirrorFilter corsPolicy:*CorsPolicy
  meshName:string backends:[]string apex:*CustomMetadata primary:*CustomMetadata canary:*CustomMetadata
  unmanagedMetadata:*UnmanagedMetadata
CanarySpec provider:string metricsServer:string targetRef:LocalObjectReference! autoscalerRef:*AutoscalerReference
  ingressRef:*LocalObjectReference routeRef:*LocalObjectReference upstreamRef:*CrossNamespaceObjectReference
  service:CanaryService! analysis:*CanaryAnalysis canaryAnalysis:*CanaryAnalysis progressDeadlineSeconds:*int32
  skipAnalysis:bool revertOnDeletion:bool suspend:bool
CanaryThresholdRange min:*float max:*float
CanaryWebhook type:string! name:string! url:string! muteAlert:bool! timeout:string metadata:*{}string retries:int
  disableTLS:bool
CrossNamespaceObjectReference apiVersion:string kind:string name:string! namespace:string
CustomMetadata labels:{}string annotations:{}string
HTTPRequestMirrorFilter backendRef:BackendObjectReference!
LocalObjectReference apiVersion:string kind:string name:string!
ParentReference group:*string kind:*string namespace:*string name:string! sectionName:*string port:*int32
ScalerReplicas minReplicas:*int32 maxReplicas:*int32
SessionAffinity cookieName:string domain:string httpOnly:bool maxAge:int partitioned:bool path:string sameSite:string
  secure:bool primaryCookieName:string
UnmanagedMetadata annotations:[]string labels:[]string
`,
  istioTypes,
)
