import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from './releases.ts'

const knative = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'shop' }
const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
const ingressRef = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }
const routeRef = { apiVersion: 'apisix.apache.org/v2', kind: 'ApisixRoute', name: 'shop' }
const weights = { interval: '1m', threshold: 5, stepWeight: 10 }
const cookies = { cookieName: 'a', primaryCookieName: 'a' }

function daemonSet(updateStrategy: object): Manifest {
  const { spec, ...rest } = deploymentOf('shop', { updateStrategy })
  const { replicas: _, ...fields } = spec as { replicas: number }
  return { ...rest, kind: 'DaemonSet', spec: fields }
}

function ingressTo(name: string, annotations: Record<string, string> | undefined = { a: 'b' }): Manifest {
  const backend = { service: { name, port: { number: 80 } } }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'test', ...(annotations && { annotations }) },
    spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  }
}

interface Case {
  canary: object
  objects?: Manifest[]
  says: string
  /** The kinds that are there when it stops. */
  created?: string[]
}

const refused: Record<string, Case> = {
  'a Knative Service with another provider': {
    canary: { targetRef: knative },
    says: 'FL010 /spec/provider A Knative Service needs the provider knative, and this Canary has istio',
  },
  'another target with the provider knative': {
    canary: { provider: 'knative' },
    says: 'FL010 /spec/targetRef The provider knative needs a Knative Service, and the target is apps/v1 Deployment',
  },
  'a Knative Service with an autoscaler': {
    canary: { provider: 'knative', targetRef: knative, autoscalerRef },
    says: 'FL011 /spec/autoscalerRef Knative scales by itself: a Knative Service cannot have an autoscaler',
  },
  'one cookie name for both': {
    canary: { analysis: { ...weights, sessionAffinity: cookies } },
    says: 'FL012 /spec/analysis/sessionAffinity/primaryCookieName cookieName and primaryCookieName are both a',
  },
  'a number that is too large for Go': {
    canary: { progressDeadlineSeconds: 3e9 },
    says: 'FL007 /spec/progressDeadlineSeconds spec.progressDeadlineSeconds is 3000000000, which Flagger cannot read; expected from -2147483648 to 2147483647',
  },
}

const stopped: Record<string, Case> = {
  'no workload': {
    canary: {},
    objects: [],
    says: 'FL020 /spec/targetRef Deployment test/shop does not exist, and the controller stops here',
  },
  'a workload without a selector label that Flagger knows': {
    canary: {},
    objects: [deploymentOf('shop', { selector: { matchLabels: { team: 'shop' } } })],
    says: 'FL022 /spec/selector/matchLabels the selector of Deployment shop has team; expected app, name or app.kubernetes.io/name',
  },
  'a DaemonSet that is updated when its pods are deleted': {
    canary: { targetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'shop' } },
    objects: [daemonSet({ type: 'OnDelete' })],
    says: 'FL023 /spec/updateStrategy/type the update strategy of DaemonSet shop is OnDelete; expected RollingUpdate',
    created: ['Service', 'Service'],
  },
  'no autoscaler': {
    canary: { autoscalerRef },
    says: 'FL020 /spec/autoscalerRef HorizontalPodAutoscaler test/shop does not exist, and the controller stops here',
    created: ['Service', 'Service', 'Deployment'],
  },
  'a ConfigMap that is missing': {
    canary: {},
    objects: [deploymentOf('shop', {}, { volumes: [{ name: 'a', configMap: { name: 'settings' } }] })],
    says: 'FL020 /spec/template/spec/volumes/0/configMap ConfigMap test/settings does not exist, and the controller waits for it',
    created: ['Service', 'Service'],
  },
  'a delegate with hosts': {
    canary: { service: { port: 80, delegation: true, hosts: ['shop.example.com'] } },
    says: 'FL026 /spec/service/hosts A VirtualService that is delegated to has neither hosts nor gateways',
    created: ['Service', 'Service', 'Deployment', 'Service', 'DestinationRule', 'DestinationRule'],
  },
  'no Ingress where one is needed': {
    canary: { provider: 'nginx' },
    says: 'FL024 /spec/ingressRef This provider needs an Ingress, and `ingressRef` is not set',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'an Ingress to another Service': {
    canary: { provider: 'nginx', ingressRef },
    objects: [deploymentOf('shop'), ingressTo('cart')],
    says: 'FL025 /spec/ingressRef No rule of Ingress shop goes to Service shop',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'an Ingress that Skipper cannot annotate': {
    canary: { provider: 'skipper', ingressRef },
    objects: [deploymentOf('shop'), { ...ingressTo('shop'), metadata: { name: 'shop', namespace: 'test' } }],
    says: 'FL028 /spec/ingressRef Ingress shop has no annotations, and Flagger crashes on it',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'no ApisixRoute where one is needed': {
    canary: { provider: 'apisix' },
    says: 'FL024 /spec/routeRef APISIX needs an ApisixRoute, and `routeRef` is not set',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'an ApisixRoute that is missing': {
    canary: { provider: 'apisix', routeRef },
    says: 'FL020 /spec/routeRef ApisixRoute test/shop does not exist, and the controller stops here',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'no Gateway where one is needed': {
    canary: { provider: 'gatewayapi:v1' },
    says: 'FL024 /spec/service/gatewayRefs The Gateway API needs a Gateway, and `gatewayRefs` is not set',
    created: ['Service', 'Service', 'Deployment', 'Service'],
  },
  'no mesh name for App Mesh': {
    canary: { provider: 'appmesh' },
    says: 'FL024 /spec/service/meshName App Mesh needs the name of the mesh, and `meshName` is not set',
    created: ['Service', 'Service'],
  },
  'a suspended Canary': {
    canary: { suspend: true },
    says: 'FL013 /spec/suspend The Canary is suspended, and Flagger does nothing for it',
  },
}

describe.each([
  ['refused', refused],
  ['stopped', stopped],
])('a release is %s', (verdict, cases) => {
  it.each(Object.entries(cases))('with %s', (_, { canary, objects = [deploymentOf('shop')], says, created = [] }) => {
    const prediction = predict(releaseOf([canaryOf('shop', canary), ...objects]))
    expect(prediction.verdict).toBe(verdict)
    expect(prediction.problems.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([says])
    expect(prediction.created.map(({ kind }) => kind)).toEqual(created)
  })
})

it('goes on when what is missing is assumed to exist', () => {
  const canary = canaryOf('shop', { provider: 'nginx', ingressRef, autoscalerRef })
  const { verdict, problems, created } = predict(releaseOf([canary, deploymentOf('shop')], { refs: 'assume' }))
  expect(verdict).toBe('initialized')
  expect(problems.map(({ code, severity, path }) => `${severity} ${code} ${path}`)).toEqual([
    'warning FL021 /spec/autoscalerRef',
    'warning FL021 /spec/ingressRef',
  ])
  expect(created.map(({ kind }) => kind)).toEqual(['Service', 'Service', 'Deployment', 'Service'])
})

it('is all that it can be when everything is there', () => {
  const canary = canaryOf('shop', { provider: 'nginx', ingressRef, autoscalerRef })
  const { verdict, problems } = predict(releaseOf([canary, deploymentOf('shop'), hpaOf('shop'), ingressTo('shop')]))
  expect(verdict).toBe('initialized')
  expect(problems).toEqual([])
})
