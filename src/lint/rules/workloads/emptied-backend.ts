import { specOf } from '../../../devtron/fixes/access.ts'
import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { emptiedServices } from './emptied-services.ts'

const service = (labels: string) => `
  apiVersion: v1
  kind: Service
  metadata:
    name: shop-web
    namespace: prod
    labels: {app: shop-web}
  spec:
    selector: ${labels}
    ports: [{port: 80, targetPort: 8080}]
`

const ingress = (name: string) => `
  apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata:
    name: shop
    namespace: prod
  spec:
    rules:
      - http:
          paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: ${name}
                  port: {number: 80}
`

export const emptiedBackend: ReleaseRule = {
  reads: 'release',
  code: 'WL010',
  title: 'An Ingress or route to a Service that Flagger empties',
  severity: 'error',
  why: 'The Service selects the pods of the target, and Flagger keeps the target at zero between two rollouts: every request that comes this way fails as soon as Flagger has taken over.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, ScaleToZero; fluxcd/flagger#208.',
  help: 'Lead it to the apex Service of the Canary.',
  bad: () => manifests(canary({}), deployment(), service('{app: shop}'), ingress('«shop-web»')),
  good: () => manifests(canary({}), deployment(), service('{app: shop}'), ingress('shop')),
  check(view) {
    const emptied = new Set(emptiedServices(view).map(({ metadata }) => metadata.name))
    if (emptied.size === 0) return []
    return kinds.flatMap(kind =>
      view.objects.all(kind, view.canary.namespace).flatMap(object =>
        backendsOf(kind, specOf(object))
          .filter(({ name }) => emptied.has(name))
          .map(({ name, path }) => ({
            object: refIn(view, object),
            path: pointer('spec', ...path),
            message: `Service ${name} selects only pods of ${view.names.target}, which Flagger scales to zero`,
            suggestion: view.names.apex,
          })),
      ),
    )
  },
}

/** Where each kind names a Service: the key of a map, and the field of that map with the name. */
const fields: Record<string, readonly [key: string, field: string]> = {
  'networking.k8s.io/Ingress': ['service', 'name'],
  'gateway.networking.k8s.io/HTTPRoute': ['backendRefs', 'name'],
  'gateway.networking.k8s.io/GRPCRoute': ['backendRefs', 'name'],
  'networking.istio.io/VirtualService': ['destination', 'host'],
}
const kinds = Object.keys(fields)

interface Backend {
  name: string
  path: (string | number)[]
}

function backendsOf(kind: string, spec: JsonMap): Backend[] {
  const [wanted = '', field = ''] = fields[kind] ?? []
  const found: Backend[] = []
  walk(spec, [], false)
  return found

  /** Everything below the key, be it a map or a list of them. */
  function walk(value: Json, path: (string | number)[], isBackend: boolean): void {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, [...path, i], isBackend)
    if (!isMap(value)) return
    const name = value[field]
    if (isBackend && typeof name === 'string') found.push({ name: name.split('.')[0] ?? name, path: [...path, field] })
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], key === wanted)
  }
}
