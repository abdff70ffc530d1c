import { flaggerCodes } from '../../../flagger/problems.ts'
import { canary, deployment, manifests, withFlags } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'
import { type Told, toldRules } from './told.ts'

const knative = 'apiVersion: serving.knative.dev/v1\nkind: Service\nname: shop'
const ingressRef = 'ingressRef: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop}'
const ingress = (service: string) => `
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
              backend: {service: {name: ${service}, port: {number: 80}}}
`
const cookies = (primary: string) => `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
  sessionAffinity:
    cookieName: shop-canary
    primaryCookieName: ${primary}
`
const weights = (stepWeight: string) => `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: ${stepWeight}
`
const scaledObject = (spec: string) => `
  apiVersion: keda.sh/v1alpha1
  kind: ScaledObject
  metadata:
    name: shop
    namespace: prod
  spec:
    ${spec}
    triggers: [{type: cpu, metadata: {type: Utilization, value: "80"}}]
`
const scaler = (ref: string) => `autoscalerRef: ${ref}{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: shop}`
const daemon = (strategy: string) => deployment({ kind: 'DaemonSet', spec: `updateStrategy: {type: ${strategy}}` })
const daemonRef = 'apiVersion: apps/v1\nkind: DaemonSet\nname: shop'
const alerts = (secret: string) => `
  apiVersion: flagger.app/v1beta1
  kind: AlertProvider
  metadata:
    name: chat
    namespace: prod
  spec:
    type: slack
    secretRef: {name: ${secret}}
`
const address = (key: string) => `
  apiVersion: v1
  kind: Secret
  metadata:
    name: chat
    namespace: prod
  stringData:
    ${key}: https://chat.example.com/hook
`
const alerted = `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
  alerts: [{name: chat, severity: error, providerRef: {name: chat}}]
`
const right = manifests(canary({}), deployment())

const told: Record<string, Told> = {
  FL001: {
    why: 'The CRD does not have the field: the API server drops it, or refuses the Canary where validation is strict, as kubectl’s is. Flagger never sees it.',
    evidence: 'Flagger 1.44, artifacts/flagger/crd.yaml; recorded from an API server.',
    help: 'Correct the name of the field, or remove it.',
    bad: () => manifests(canary({ service: 'port: 80\n«timeOut»: 5s' }), deployment()),
    good: () => manifests(canary({ service: 'port: 80\ntimeout: 5s' }), deployment()),
  },
  FL007: {
    why: 'The CRD takes any number here, and Flagger reads a whole one: it cannot read the Canary, nor, in some versions, any other of the cluster.',
    evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go: `int`; recorded.',
    help: 'Write a whole number.',
    bad: () => manifests(canary({ analysis: weights('«2.5»') }), deployment()),
    good: () => manifests(canary({ analysis: weights('3') }), deployment()),
  },
  FL010: {
    why: 'A Knative Service is driven by the provider knative, and that provider drives nothing else. Flagger refuses to schedule any other pair.',
    evidence: 'Flagger 1.44, pkg/controller/controller.go, verifyCanary; recorded.',
    help: 'Set the provider that fits the target.',
    bad: () => manifests(canary({ spec: 'provider: «istio»', targetRef: knative })),
    good: () => manifests(canary({ spec: 'provider: knative', targetRef: knative })),
  },
  FL011: {
    why: 'Knative scales by itself. Flagger refuses to schedule a Canary of a Knative Service that names an autoscaler.',
    evidence: 'Flagger 1.44, pkg/controller/controller.go, verifyCanary; recorded.',
    help: 'Remove autoscalerRef.',
    bad: () =>
      manifests(
        canary({
          spec: 'provider: knative\n«autoscalerRef»: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: shop}',
          targetRef: knative,
        }),
      ),
    good: () => manifests(canary({ spec: 'provider: knative', targetRef: knative })),
  },
  FL012: {
    why: 'A client could not tell from its cookie whether it belongs to the canary or to the primary. Flagger refuses to schedule the Canary.',
    evidence: 'Flagger 1.44, pkg/controller/controller.go, verifyCanary; recorded.',
    help: 'Give the cookies different names.',
    bad: () => manifests(canary({ analysis: cookies('«shop-canary»') }), deployment()),
    good: () => manifests(canary({ analysis: cookies('shop-primary') }), deployment()),
  },
  FL013: {
    why: 'Flagger does nothing for the Canary until suspend is gone: new versions of the target get no traffic and no analysis.',
    evidence: 'Flagger 1.44, pkg/controller/scheduler.go, advanceCanary.',
    help: 'Remove suspend when rollouts are to go on.',
    bad: () => manifests(canary({ spec: 'suspend: «true»' }), deployment()),
    good: () => manifests(canary({ spec: 'suspend: false' }), deployment()),
  },
  FL020: {
    why: 'The input is the whole cluster (--refs strict), and the object is not in it: Flagger tries again and again, and gets no further.',
    evidence: 'Flagger 1.44, pkg/canary and pkg/router; recorded.',
    help: 'Add the object, or correct the reference.',
    bad: () =>
      withFlags(
        '--refs strict',
        manifests(canary({ targetRef: '«apiVersion: apps/v1\nkind: Deployment\nname: shop»' })),
      ),
    good: () => withFlags('--refs strict', right),
  },
  FL021: {
    why: 'The object is taken to be there, but nobody has seen it: what depends on what is in it cannot be checked or shown.',
    evidence: 'serin’s own rule.',
    help: 'Give its manifest, too, with --manifests.',
    bad: () => manifests(canary({ targetRef: '«apiVersion: apps/v1\nkind: Deployment\nname: shop»' })),
    good: () => right,
  },
  FL022: {
    why: 'Flagger tells the pods of canary and primary apart by a label of the target’s selector, and knows only those of -selector-labels. Without one it stops before it makes the primary.',
    evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, getSelectorLabel; recorded.',
    help: 'Add one of them to the selector and the pods, or add a label of the selector to Flagger’s -selector-labels.',
    bad: () =>
      manifests(canary({}), deployment({ labels: 'component: shop' }).replace('component: shop', '«component: shop»')),
    good: () =>
      withFlags('--selector-labels component', manifests(canary({}), deployment({ labels: 'component: shop' }))),
  },
  FL023: {
    why: 'Flagger waits until the pods of the DaemonSet have been replaced. With OnDelete nobody replaces them.',
    evidence: 'Flagger 1.44, pkg/canary/daemonset_ready.go and daemonset_controller.go; recorded.',
    help: 'Set RollingUpdate.',
    bad: () => manifests(canary({ targetRef: daemonRef }), daemon('«OnDelete»')),
    good: () => manifests(canary({ targetRef: daemonRef }), daemon('RollingUpdate')),
  },
  FL024: {
    why: 'The router of this provider copies an object that the Canary has to name, or needs a setting. Without it Flagger stops when it has made the Services.',
    evidence: 'Flagger 1.44, pkg/router, one file for each provider; recorded.',
    help: 'Set the field that the message names.',
    bad: () => manifests(canary({ spec: 'provider: nginx' }).replace('\nspec:', '\n«spec»:'), deployment()),
    good: () => manifests(canary({ spec: `provider: nginx\n${ingressRef}` }), deployment(), ingress('shop')),
  },
  FL025: {
    why: 'Flagger makes the canary’s Ingress, or route, from the one that the Canary names, and looks there for the backend that is the apex Service. It finds none.',
    evidence: 'Flagger 1.44, pkg/router/ingress.go and others; recorded.',
    help: 'Lead the Ingress or route to the apex Service of the Canary.',
    bad: () =>
      manifests(canary({ spec: `provider: nginx\n${ingressRef.replace('{', '«{')}»` }), deployment(), ingress('web')),
    good: () => manifests(canary({ spec: `provider: nginx\n${ingressRef}` }), deployment(), ingress('shop')),
  },
  FL026: {
    why: 'Istio takes neither hosts nor gateways in a VirtualService that another one delegates to. Flagger stops before it makes it.',
    evidence: 'Flagger 1.44, pkg/router/istio.go; recorded.',
    help: 'Remove them, or delegation.',
    bad: () => manifests(canary({ service: 'port: 80\ndelegation: true\nhosts: «[shop.example.com]»' }), deployment()),
    good: () => manifests(canary({ service: 'port: 80\ndelegation: true' }), deployment()),
  },
  FL027: {
    why: 'The routes of this provider have no such condition. Flagger stops before it makes them.',
    evidence: 'Flagger 1.44, pkg/router/gateway_api.go, mapRouteMatches; recorded.',
    help: 'Compare exactly, or by a regular expression.',
    bad: () =>
      manifests(
        canary({
          spec: 'provider: gatewayapi:v1',
          service: 'port: 80\ngatewayRefs: [{name: public}]\nmatch: [{headers: {x-user: «{prefix: beta}»}}]',
        }),
        deployment(),
      ),
    good: () =>
      manifests(
        canary({
          spec: 'provider: gatewayapi:v1',
          service: 'port: 80\ngatewayRefs: [{name: public}]\nmatch: [{headers: {x-user: {exact: beta}}}]',
        }),
        deployment(),
      ),
  },
  FL028: {
    why: 'Flagger reads a field without looking whether it is there, and crashes: all Canaries of the cluster wait until it has been started again, and then for the next crash.',
    evidence: 'Flagger 1.44, pkg/canary/scaled_object_reconciler.go and pkg/router/traefik.go; recorded.',
    help: 'Complete the object that the message names.',
    bad: () => manifests(canary({ spec: `${scaler('«')}»` }), deployment(), scaledObject('maxReplicaCount: 4')),
    good: () => manifests(canary({ spec: scaler('') }), deployment(), scaledObject('scaleTargetRef: {name: shop}')),
  },
  FL029: {
    why: 'Flagger does not complain about a -mesh-provider that it does not know: it makes Istio’s objects.',
    evidence: 'Flagger 1.44, pkg/router/factory.go, MeshRouter: the default case.',
    help: 'Write one of the names that docs/providers lists; in the Canary the CRD takes no other.',
    bad: () => withFlags('--mesh-provider ngnix', manifests(canary({}).replace('\nspec:', '\n«spec»:'), deployment())),
    good: () => withFlags('--mesh-provider nginx', manifests(canary({}), deployment())),
  },
  FL032: {
    why: 'Flagger reads where to send alerts from this key of the Secret. Without it none is sent.',
    evidence: 'Flagger 1.44, pkg/controller/events.go, alert: `secret.Data["address"]`.',
    help: 'Add the key to the Secret.',
    bad: () => manifests(canary({ analysis: alerted }), deployment(), alerts('«chat»'), address('url')),
    good: () => manifests(canary({ analysis: alerted }), deployment(), alerts('chat'), address('address')),
  },
  FL033: {
    why: 'Tools know by labels what is theirs. With this prefix Flagger copies such labels to what it makes: Argo CD or Helm would take the copies for their own, and prune them.',
    evidence: 'Flagger 1.44, pkg/canary/util.go, includeLabelsByPrefix; Argo CD, resource tracking.',
    help: 'Take prefixes of your own labels only.',
    bad: () => withFlags('--include-label-prefix *', manifests(canary({ name: '«shop»' }), deployment())),
    good: () => withFlags('--include-label-prefix example.com/', right),
  },
}

/** What predicting the controller finds, in the order of the codes. */
export const predictionRules: readonly ToldRule[] = toldRules(flaggerCodes, told)
