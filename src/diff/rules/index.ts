import { groupOf, type Manifest } from '../../values/manifest.ts'
import type { Role } from '../roles.ts'
import { canaryRules } from './canary.ts'
import { configCopyRules, configRules, trackedConfigRules } from './configs.ts'
import {
  alertRules,
  analysisTemplateRules,
  metricTemplateRules,
  namespaceRules,
  plainScalerRules,
  quietRules,
  scalerRules,
  unknownRules,
} from './others.ts'
import { accessRules, connectionRules, entryRules, managedRouteRules, routeRules } from './routes.ts'
import type { RuleSet } from './rule.ts'
import { managedServiceRules, serviceRules } from './services.ts'
import { primaryRules, rolloutRules, targetRules, taskRules, workloadRules } from './workloads.ts'

/** What an object is to a Canary counts first. */
const byRole: Record<Role, RuleSet> = {
  target: targetRules,
  primary: primaryRules,
  'apex Service': managedServiceRules,
  'primary Service': managedServiceRules,
  'canary Service': managedServiceRules,
  routes: managedRouteRules,
  autoscaler: scalerRules,
  'primary autoscaler': plainScalerRules,
  'tracked config': trackedConfigRules,
  'copy of a config': configCopyRules,
  'metric template': metricTemplateRules,
  'alert provider': alertRules,
  entry: entryRules,
}

/** Then its kind, with its API group. */
const byKind = new Map(
  Object.entries({
    'flagger.app/': { Canary: canaryRules, MetricTemplate: metricTemplateRules, AlertProvider: alertRules },
    'argoproj.io/': {
      Rollout: rolloutRules,
      AnalysisTemplate: analysisTemplateRules,
      ClusterAnalysisTemplate: analysisTemplateRules,
    },
    'apps/': {
      Deployment: workloadRules,
      DaemonSet: workloadRules,
      StatefulSet: workloadRules,
      ReplicaSet: workloadRules,
    },
    'batch/': { Job: taskRules, CronJob: taskRules },
    'autoscaling/': { HorizontalPodAutoscaler: plainScalerRules },
    'keda.sh/': { ScaledObject: plainScalerRules },
    'networking.istio.io/': {
      VirtualService: routeRules,
      DestinationRule: connectionRules,
      Gateway: entryRules,
      ServiceEntry: routeRules,
      Sidecar: connectionRules,
      EnvoyFilter: connectionRules,
      WorkloadEntry: connectionRules,
    },
    'security.istio.io/': {
      AuthorizationPolicy: accessRules,
      PeerAuthentication: accessRules,
      RequestAuthentication: accessRules,
    },
    'gateway.networking.k8s.io/': {
      Gateway: entryRules,
      HTTPRoute: routeRules,
      GRPCRoute: routeRules,
      TCPRoute: routeRules,
      TLSRoute: routeRules,
      ReferenceGrant: accessRules,
    },
    'networking.k8s.io/': { Ingress: entryRules, NetworkPolicy: accessRules, IngressClass: entryRules },
    'split.smi-spec.io/': { TrafficSplit: routeRules },
    'projectcontour.io/': { HTTPProxy: routeRules },
    'gateway.solo.io/': { RouteTable: routeRules, VirtualService: routeRules },
    'gloo.solo.io/': { Upstream: connectionRules },
    'traefik.io/': { TraefikService: routeRules, IngressRoute: entryRules, Middleware: routeRules },
    'kuma.io/': { TrafficRoute: routeRules },
    'appmesh.k8s.aws/': { VirtualService: routeRules, VirtualRouter: routeRules, VirtualNode: connectionRules },
    'apisix.apache.org/': { ApisixRoute: entryRules },
    'policy/': { PodDisruptionBudget: quietRules },
    'rbac.authorization.k8s.io/': {
      Role: quietRules,
      RoleBinding: quietRules,
      ClusterRole: quietRules,
      ClusterRoleBinding: quietRules,
    },
    'scheduling.k8s.io/': { PriorityClass: quietRules },
    'monitoring.coreos.com/': { ServiceMonitor: quietRules, PodMonitor: quietRules, PrometheusRule: quietRules },
    '/': {
      Service: serviceRules,
      ConfigMap: configRules,
      Secret: configRules,
      Pod: taskRules,
      Namespace: namespaceRules,
      ServiceAccount: quietRules,
      ResourceQuota: quietRules,
      LimitRange: quietRules,
      PersistentVolumeClaim: quietRules,
    },
  }).flatMap(([group, kinds]) => Object.entries(kinds).map(([kind, set]): [string, RuleSet] => [group + kind, set])),
)

/** The rules for an object. */
export function rulesFor({ apiVersion, kind }: Manifest, role: Role | null): RuleSet {
  return (role && byRole[role]) ?? byKind.get(`${groupOf(apiVersion)}/${kind}`) ?? unknownRules
}
