import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { gatewayApi, type HttpRoute } from './gateway-api.ts'

// Gateway API v1beta1 (Flagger 1.44, pkg/router/gateway_api_v1beta1.go).

const types = goTypes(
  `
BackendObjectReference group:*string kind:*string name:string! namespace:*string port:*int32
HTTPBackendRef group:*string kind:*string name:string! namespace:*string port:*int32 weight:*int32
  filters:[]HTTPRouteFilter
HTTPHeaderFilter set:[]HTTPHeader add:[]HTTPHeader remove:[]string
HTTPHeaderMatch type:*string name:string! value:string!
HTTPPathMatch type:*string value:*string
HTTPPathModifier type:string! replaceFullPath:*string replacePrefixMatch:*string
HTTPQueryParamMatch type:*string name:string! value:string!
HTTPRequestMirrorFilter backendRef:BackendObjectReference!
HTTPRequestRedirectFilter scheme:*string hostname:*string path:*HTTPPathModifier port:*int32 statusCode:*int
HTTPRoute metadata:ObjectMeta spec:HTTPRouteSpec!
HTTPRouteFilter type:string! requestHeaderModifier:*HTTPHeaderFilter responseHeaderModifier:*HTTPHeaderFilter
  requestMirror:*HTTPRequestMirrorFilter requestRedirect:*HTTPRequestRedirectFilter urlRewrite:*HTTPURLRewriteFilter
  extensionRef:*LocalObjectReference
HTTPRouteMatch path:*HTTPPathMatch headers:[]HTTPHeaderMatch queryParams:[]HTTPQueryParamMatch method:*string
HTTPRouteRule matches:[]HTTPRouteMatch filters:[]HTTPRouteFilter backendRefs:[]HTTPBackendRef
HTTPRouteSpec parentRefs:[]ParentReference hostnames:[]string rules:[]HTTPRouteRule
HTTPURLRewriteFilter hostname:*string path:*HTTPPathModifier
LocalObjectReference group:string! kind:string! name:string!
ParentReference group:*string kind:*string namespace:*string name:string! sectionName:*string port:*int32
`,
  kubernetesTypes,
)

export const gatewayApiV1beta1 = gatewayApi({
  kind: kind<HttpRoute>('gateway.networking.k8s.io/v1beta1', 'HTTPRoute', types),
  timeouts: false,
  cors: false,
  primaryCookie: false,
})
