import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { gatewayApi, type HttpRoute } from './gateway-api.ts'

// Gateway API v1 (Flagger 1.44, pkg/router/gateway_api.go).

const types = goTypes(
  `
BackendObjectReference group:*string kind:*string name:string! namespace:*string port:*int32
CookieConfig lifetimeType:*string
ForwardBodyConfig maxSize:uint16
Fraction numerator:int32! denominator:*int32
GRPCAuthConfig allowedHeaders:[]string
HTTPAuthConfig path:string allowedHeaders:[]string allowedResponseHeaders:[]string
HTTPBackendRef group:*string kind:*string name:string! namespace:*string port:*int32 weight:*int32
  filters:[]HTTPRouteFilter
HTTPCORSFilter allowOrigins:[]string allowCredentials:*bool allowMethods:[]string allowHeaders:[]string
  exposeHeaders:[]string maxAge:int32
HTTPExternalAuthFilter protocol:string backendRef:BackendObjectReference grpc:*GRPCAuthConfig http:*HTTPAuthConfig
  forwardBody:*ForwardBodyConfig
HTTPHeaderFilter set:[]HTTPHeader add:[]HTTPHeader remove:[]string
HTTPHeaderMatch type:*string name:string! value:string!
HTTPPathMatch type:*string value:*string
HTTPPathModifier type:string! replaceFullPath:*string replacePrefixMatch:*string
HTTPQueryParamMatch type:*string name:string! value:string!
HTTPRequestMirrorFilter backendRef:BackendObjectReference! percent:*int32 fraction:*Fraction
HTTPRequestRedirectFilter scheme:*string hostname:*string path:*HTTPPathModifier port:*int32 statusCode:*int
HTTPRoute metadata:ObjectMeta spec:HTTPRouteSpec!
HTTPRouteFilter type:string! requestHeaderModifier:*HTTPHeaderFilter responseHeaderModifier:*HTTPHeaderFilter
  requestMirror:*HTTPRequestMirrorFilter requestRedirect:*HTTPRequestRedirectFilter urlRewrite:*HTTPURLRewriteFilter
  cors:*HTTPCORSFilter externalAuth:*HTTPExternalAuthFilter extensionRef:*LocalObjectReference
HTTPRouteMatch path:*HTTPPathMatch headers:[]HTTPHeaderMatch queryParams:[]HTTPQueryParamMatch method:*string
HTTPRouteRetry codes:[]int attempts:*int backoff:*string
HTTPRouteRule name:*string matches:[]HTTPRouteMatch filters:[]HTTPRouteFilter backendRefs:[]HTTPBackendRef
  timeouts:*HTTPRouteTimeouts retry:*HTTPRouteRetry sessionPersistence:*SessionPersistence
HTTPRouteSpec parentRefs:[]ParentReference useDefaultGateways:string hostnames:[]string rules:[]HTTPRouteRule
HTTPRouteTimeouts request:*string backendRequest:*string
HTTPURLRewriteFilter hostname:*string path:*HTTPPathModifier
LocalObjectReference group:string! kind:string! name:string!
ParentReference group:*string kind:*string namespace:*string name:string! sectionName:*string port:*int32
SessionPersistence sessionName:*string absoluteTimeout:*string idleTimeout:*string type:*string
  cookieConfig:*CookieConfig
`,
  kubernetesTypes,
)

export const gatewayApiV1 = gatewayApi({
  kind: kind<HttpRoute>('gateway.networking.k8s.io/v1', 'HTTPRoute', types),
  timeouts: true,
  cors: true,
  primaryCookie: true,
})
