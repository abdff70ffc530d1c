import { kubernetesTypes } from './kubernetes.ts'
import { goTypes } from './types.ts'

/** Flagger's copy of Istio's types (Flagger 1.44, pkg/apis/istio/v1beta1); the Canary takes its routing fields from here. */
export const istioTypes = goTypes(
  `
ConnectionPoolSettings tcp:*TCPSettings http:*HTTPSettings
ConsistentHashLB httpHeaderName:string httpCookie:*HTTPCookie useSourceIp:bool minimumRingSize:uint64
CorsPolicy allowOrigin:[]string allowOrigins:[]*StringMatch allowMethods:[]string allowHeaders:[]string
  exposeHeaders:[]string maxAge:string allowCredentials:bool
Destination host:string! subset:string port:*PortSelector
DestinationRule metadata:ObjectMeta spec:DestinationRuleSpec!
DestinationRuleSpec host:string! trafficPolicy:*TrafficPolicy subsets:[]Subset
Distribute from:string to:{}uint32
Failover from:string to:string
HTTPCookie name:string! path:string ttl:string!
HTTPFaultInjection delay:*InjectDelay abort:*InjectAbort
HTTPMatchRequest name:string uri:*StringMatch scheme:*StringMatch method:*StringMatch authority:*StringMatch
  headers:{}StringMatch port:uint32 sourceLabels:{}string gateways:[]string queryParams:{}StringMatch
  ignoreUriCase:bool withoutHeaders:{}StringMatch sourceNamespace:string
HTTPRedirect uri:string authority:string
HTTPRetry attempts:int! perTryTimeout:string retryOn:string
HTTPRewrite uri:string authority:string
HTTPRoute name:string match:[]HTTPMatchRequest route:[]HTTPRouteDestination redirect:*HTTPRedirect
  rewrite:*HTTPRewrite timeout:string retries:*HTTPRetry fault:*HTTPFaultInjection mirror:*Destination
  mirrorPercentage:*Percent corsPolicy:*CorsPolicy headers:*Headers
HTTPRouteDestination destination:Destination! weight:int! headers:*Headers
HTTPSettings h2UpgradePolicy:string http1MaxPendingRequests:int32 http2MaxRequests:int32
  maxRequestsPerConnection:int32 maxRetries:int32 idleTimeout:string
HeaderOperations set:{}string add:{}string remove:[]string
Headers request:*HeaderOperations response:*HeaderOperations
InjectAbort percent:int httpStatus:int!
InjectDelay percent:int fixedDelay:string! exponentialDelay:string
L4MatchAttributes destinationSubnet:string port:int sourceSubnet:string sourceLabel:{}string gateways:[]string
LoadBalancerSettings simple:string consistentHash:*ConsistentHashLB localityLbSetting:*LocalityLbSetting
  warmupDurationSecs:string
LocalityLbSetting distribute:[]Distribute failover:[]Failover failover_priority:[]string enabled:bool
OutlierDetection consecutiveErrors:int32 consecutiveGatewayErrors:*uint32 consecutive5xxErrors:*uint32
  splitExternalLocalOriginErrors:bool consecutiveLocalOriginFailures:*uint32 interval:string baseEjectionTime:string
  maxEjectionPercent:int32 minHealthPercent:int32
Percent value:float
PortSelector number:uint32 name:string
PortTrafficPolicy port:PortSelector! loadBalancer:*LoadBalancerSettings connectionPool:*ConnectionPoolSettings
  outlierDetection:*OutlierDetection tls:*TLSSettings
StringMatch exact:string prefix:string suffix:string regex:string
Subset name:string! labels:{}string! trafficPolicy:*TrafficPolicy
TCPRoute match:[]L4MatchAttributes route:[]HTTPRouteDestination!
TCPSettings maxConnections:int32 connectTimeout:string
TLSSettings mode:string! clientCertificate:string privateKey:string caCertificates:string subjectAltNames:[]string
  sni:string
TrafficPolicy loadBalancer:*LoadBalancerSettings connectionPool:*ConnectionPoolSettings
  outlierDetection:*OutlierDetection tls:*TLSSettings portLevelSettings:[]PortTrafficPolicy
VirtualService metadata:ObjectMeta spec:VirtualServiceSpec!
VirtualServiceSpec hosts:[]string! gateways:[]string http:[]HTTPRoute tcp:[]TCPRoute
`,
  kubernetesTypes,
)
