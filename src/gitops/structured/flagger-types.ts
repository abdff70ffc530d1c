/**
 * The CRDs of Flagger 1.44 as an API server publishes them for structured merging (OpenAPI v2): `name:type`, `[]` list, `{}` map;
 * their lists are replaced whole. `scalar` is text, number or truth, `any` anything.
 */
export const flaggerTypes = `
AlertProvider: apiVersion:string kind:string metadata:ObjectMeta spec:AlertProviderSpec
AlertProviderSpec: address:string channel:string proxy:string secretRef:AlertProviderSpecSecretRef type:string
  username:string
AlertProviderSpecSecretRef: name:string
Canary: apiVersion:string kind:string metadata:ObjectMeta spec:CanarySpec status:CanaryStatus
CanarySpec: analysis:CanarySpecAnalysis autoscalerRef:CanarySpecAutoscalerRef ingressRef:CanarySpecIngressRef
  metricsServer:string progressDeadlineSeconds:number provider:string revertOnDeletion:bool
  routeRef:CanarySpecRouteRef service:CanarySpecService skipAnalysis:bool suspend:bool targetRef:CanarySpecTargetRef
  upstreamRef:CanarySpecUpstreamRef
CanarySpecAnalysis: alerts:[]CanarySpecAnalysisAlerts canaryReadyThreshold:number interval:string iterations:number
  match:[]CanarySpecAnalysisMatch maxWeight:number metrics:[]CanarySpecAnalysisMetrics mirror:bool
  mirrorWeight:number primaryReadyThreshold:number sessionAffinity:CanarySpecAnalysisSessionAffinity
  stepWeight:number stepWeightPromotion:number stepWeights:[]number threshold:number
  webhooks:[]CanarySpecAnalysisWebhooks
CanarySpecAnalysisAlerts: name:string providerRef:CanarySpecAnalysisAlertsProviderRef severity:string
CanarySpecAnalysisAlertsProviderRef: name:string namespace:string
CanarySpecAnalysisMatch: headers:{}CanarySpecAnalysisMatchHeaders queryParams:{}CanarySpecAnalysisMatchQueryParams
  sourceLabels:{}scalar
CanarySpecAnalysisMatchHeaders: exact:scalar prefix:scalar regex:scalar suffix:scalar
CanarySpecAnalysisMatchQueryParams: exact:string prefix:string regex:string
CanarySpecAnalysisMetrics: interval:string name:string query:string templateRef:CanarySpecAnalysisMetricsTemplateRef
  templateVariables:{}string threshold:number thresholdRange:CanarySpecAnalysisMetricsThresholdRange
CanarySpecAnalysisMetricsTemplateRef: name:string namespace:string
CanarySpecAnalysisMetricsThresholdRange: max:number min:number
CanarySpecAnalysisSessionAffinity: cookieName:string domain:string httpOnly:bool maxAge:number partitioned:bool
  path:string primaryCookieName:string sameSite:string secure:bool
CanarySpecAnalysisWebhooks: disableTLS:bool metadata:{}string muteAlert:bool name:string retries:number
  timeout:string type:string url:scalar
CanarySpecAutoscalerRef: apiVersion:string kind:string name:string primaryScalerQueries:{}string
  primaryScalerReplicas:CanarySpecAutoscalerRefPrimaryScalerReplicas
CanarySpecAutoscalerRefPrimaryScalerReplicas: maxReplicas:number minReplicas:number
CanarySpecIngressRef: apiVersion:string kind:string name:string
CanarySpecRouteRef: apiVersion:string kind:string name:string
CanarySpecService: apex:CanarySpecServiceApex appProtocol:string backendTimeout:string backends:[]string
  canary:CanarySpecServiceCanary corsPolicy:CanarySpecServiceCorsPolicy delegation:bool
  gatewayRefs:[]CanarySpecServiceGatewayRefs gateways:[]string headers:CanarySpecServiceHeaders headless:bool
  hosts:[]string match:[]CanarySpecServiceMatch meshName:string mirror:[]CanarySpecServiceMirror name:string
  port:number portDiscovery:bool portName:string primary:CanarySpecServicePrimary retries:CanarySpecServiceRetries
  rewrite:CanarySpecServiceRewrite targetPort:any timeout:string trafficDistribution:string
  trafficPolicy:CanarySpecServiceTrafficPolicy unmanagedMetadata:CanarySpecServiceUnmanagedMetadata
CanarySpecServiceApex: annotations:{}string labels:{}string
CanarySpecServiceCanary: annotations:{}string labels:{}string
CanarySpecServiceCorsPolicy: allowCredentials:bool allowHeaders:[]scalar allowMethods:[]scalar allowOrigin:[]scalar
  allowOrigins:[]CanarySpecServiceCorsPolicyAllowOrigins exposeHeaders:[]scalar maxAge:string
CanarySpecServiceCorsPolicyAllowOrigins: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceGatewayRefs: group:string kind:string name:string namespace:string port:number sectionName:string
CanarySpecServiceHeaders: request:CanarySpecServiceHeadersRequest response:CanarySpecServiceHeadersResponse
CanarySpecServiceHeadersRequest: add:{}scalar remove:[]scalar set:{}scalar
CanarySpecServiceHeadersResponse: add:{}scalar remove:[]scalar set:{}scalar
CanarySpecServiceMatch: authority:CanarySpecServiceMatchAuthority gateways:[]scalar
  headers:{}CanarySpecServiceMatchHeaders ignoreUriCase:bool method:CanarySpecServiceMatchMethod name:scalar
  port:number queryParams:{}CanarySpecServiceMatchQueryParams scheme:CanarySpecServiceMatchScheme
  sourceLabels:{}scalar sourceNamespace:scalar uri:CanarySpecServiceMatchUri
  withoutHeaders:{}CanarySpecServiceMatchWithoutHeaders
CanarySpecServiceMatchAuthority: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchHeaders: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchMethod: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchQueryParams: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchScheme: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchUri: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMatchWithoutHeaders: exact:scalar prefix:scalar regex:scalar
CanarySpecServiceMirror: backendRef:CanarySpecServiceMirrorBackendRef
CanarySpecServiceMirrorBackendRef: group:string kind:string name:string namespace:string port:number
CanarySpecServicePrimary: annotations:{}string labels:{}string
CanarySpecServiceRetries: attempts:number perTryTimeout:string retryOn:scalar
CanarySpecServiceRewrite: authority:scalar type:scalar uri:scalar
CanarySpecServiceTrafficPolicy: connectionPool:CanarySpecServiceTrafficPolicyConnectionPool
  loadBalancer:CanarySpecServiceTrafficPolicyLoadBalancer
  outlierDetection:CanarySpecServiceTrafficPolicyOutlierDetection tls:CanarySpecServiceTrafficPolicyTls
CanarySpecServiceTrafficPolicyConnectionPool: http:CanarySpecServiceTrafficPolicyConnectionPoolHttp
CanarySpecServiceTrafficPolicyConnectionPoolHttp: h2UpgradePolicy:string http1MaxPendingRequests:number
  http2MaxRequests:number idleTimeout:string maxRequestsPerConnection:number maxRetries:number
CanarySpecServiceTrafficPolicyLoadBalancer: consistentHash:CanarySpecServiceTrafficPolicyLoadBalancerConsistentHash
  localityLbSetting:CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSetting simple:string
  warmupDurationSecs:string
CanarySpecServiceTrafficPolicyLoadBalancerConsistentHash:
  httpCookie:CanarySpecServiceTrafficPolicyLoadBalancerConsistentHashHttpCookie httpHeaderName:scalar
  httpQueryParameterName:scalar minimumRingSize:number useSourceIp:bool
CanarySpecServiceTrafficPolicyLoadBalancerConsistentHashHttpCookie: name:scalar path:scalar ttl:string
CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSetting:
  distribute:[]CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSettingDistribute enabled:bool
  failover:[]CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSettingFailover
CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSettingDistribute: from:scalar to:{}number
CanarySpecServiceTrafficPolicyLoadBalancerLocalityLbSettingFailover: from:scalar to:scalar
CanarySpecServiceTrafficPolicyOutlierDetection: baseEjectionTime:string consecutive5xxErrors:number
  consecutiveErrors:number consecutiveGatewayErrors:number consecutiveLocalOriginFailures:number interval:string
  maxEjectionPercent:number minHealthPercent:number splitExternalLocalOriginErrors:bool
CanarySpecServiceTrafficPolicyTls: caCertificates:scalar clientCertificate:scalar mode:string privateKey:scalar
  sni:scalar subjectAltNames:[]scalar
CanarySpecServiceUnmanagedMetadata: annotations:[]string labels:[]string
CanarySpecTargetRef: apiVersion:string kind:string name:string
CanarySpecUpstreamRef: apiVersion:string kind:string name:string namespace:string
CanaryStatus: canaryWeight:number conditions:[]CanaryStatusConditions failedChecks:number iterations:number
  lastAppliedSpec:string lastPromotedSpec:string lastTransitionTime:scalar phase:string
  previousSessionAffinityCookie:string primarySessionAffinityCookie:string sessionAffinityCookie:string
  trackedConfigs:{}string
CanaryStatusConditions: lastTransitionTime:scalar lastUpdateTime:scalar message:string reason:string status:string
  type:string
MetricTemplate: apiVersion:string kind:string metadata:ObjectMeta spec:MetricTemplateSpec
MetricTemplateSpec: provider:MetricTemplateSpecProvider query:string
MetricTemplateSpecProvider: address:string headers:{}[]string insecureSkipVerify:bool region:string
  secretRef:MetricTemplateSpecProviderSecretRef type:string
MetricTemplateSpecProviderSecretRef: name:string
`
