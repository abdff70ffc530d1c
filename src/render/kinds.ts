import { groupOf, type Manifest } from '../values/manifest.ts'

/** Which built-in template lays out which kind, by API group. The group of the core kinds is empty. */
const kinds: Record<string, Record<string, string>> = {
  '': {
    ConfigMap: 'kubernetes/config-map',
    Secret: 'kubernetes/secret',
    Service: 'kubernetes/service',
  },
  apps: {
    DaemonSet: 'kubernetes/daemon-set',
    Deployment: 'kubernetes/deployment',
  },
  autoscaling: {
    HorizontalPodAutoscaler: 'kubernetes/horizontal-pod-autoscaler',
  },
  extensions: {
    Ingress: 'kubernetes/ingress',
  },
  'networking.k8s.io': {
    Ingress: 'kubernetes/ingress',
  },
  'flagger.app': {
    AlertProvider: 'flagger/alert-provider',
    Canary: 'flagger/canary',
    MetricTemplate: 'flagger/metric-template',
  },
  'networking.istio.io': {
    DestinationRule: 'istio/destination-rule',
    Gateway: 'istio/gateway',
    VirtualService: 'istio/virtual-service',
  },
  'gateway.networking.k8s.io': {
    HTTPRoute: 'gateway-api/http-route',
  },
  'keda.sh': {
    ScaledObject: 'keda/scaled-object',
    TriggerAuthentication: 'keda/trigger-authentication',
  },
  'argoproj.io': {
    AnalysisTemplate: 'rollouts/analysis-template',
    Application: 'argocd/application',
    ClusterAnalysisTemplate: 'rollouts/analysis-template',
    Rollout: 'rollouts/rollout',
  },
  'fleet.cattle.io': {
    GitRepo: 'fleet/git-repo',
  },
  'kustomize.toolkit.fluxcd.io': {
    Kustomization: 'flux/kustomization',
  },
  'helm.toolkit.fluxcd.io': {
    HelmRelease: 'flux/helm-release',
  },
}

/** Lays out apiVersion, kind and metadata, and leaves the rest in the order it has. */
const anyKind = 'kubernetes/_object'

export function templateOf({ apiVersion, kind }: Manifest): string {
  const group = groupOf(apiVersion)
  const ofGroup = Object.hasOwn(kinds, group) ? kinds[group] : undefined
  return (ofGroup && Object.hasOwn(ofGroup, kind) ? ofGroup[kind] : undefined) ?? anyKind
}
