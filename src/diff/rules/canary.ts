import {
  closed,
  fell,
  fewerIterations,
  gate,
  keepsSteps,
  onRoutes,
  primaryListens,
  specOf,
  withoutCookies,
} from './canary-judges.ts'
import { metadataRules, type RuleSet } from './rule.ts'

const scheduler = 'Flagger 1.44, pkg/controller/scheduler.go'
const routers = 'Flagger 1.44, pkg/router (Reconcile)'
const servicesSource = 'Flagger 1.44, pkg/router/kubernetes_default.go (reconcileService)'

/**
 * The Canary itself. Nothing in it is part of the hash that Flagger takes for a revision (pkg/canary/spec.go hashes the target's
 * pod template), so that no change of it starts a rollout; what it says is followed from the next run on.
 */
export const canaryRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'Flagger reads it at its next run; no request goes elsewhere, and no rollout starts.',
    source: `${scheduler} (advanceCanary)`,
  },
  added: {
    risk: 'traffic moves now',
    reason:
      'Flagger creates the primary from the target, turns the Service to it once it is ready, and scales the target to 0.',
    source: `${scheduler} (advanceCanary, phase Initializing)`,
  },
  removed: ({ before }) =>
    specOf(before)['revertOnDeletion'] === true
      ? {
          risk: 'traffic moves now',
          reason: 'revertOnDeletion: the target is scaled up and gets all requests back, then the primary is deleted.',
          source: 'Flagger 1.44, pkg/controller/finalizer.go (finalize)',
        }
      : {
          risk: 'downtime',
          reason:
            'The garbage collector deletes the primary and its routes, and the target stays at 0 pods: nobody answers. With revertOnDeletion Flagger would give the target its pods back first.',
          source: 'Flagger 1.44, pkg/controller/finalizer.go (without it: owner references only)',
        },
  rules: [
    ...metadataRules,
    {
      fields: 'spec.targetRef',
      risk: 'needs a human',
      reason:
        'Another workload: its primary is created without an analysis, and the primary of the old one stays and has to be deleted.',
      source: `${scheduler} (advanceCanary), pkg/canary/factory.go`,
    },
    {
      fields: 'spec.provider',
      risk: 'needs a human',
      reason: 'The routes of the old provider stay and go on routing; they have to be deleted by hand.',
      source: 'Flagger 1.44, pkg/router/factory.go (MeshRouter)',
    },
    {
      fields: 'spec.ingressRef spec.routeRef spec.upstreamRef',
      risk: 'needs a human',
      reason:
        'The canary’s copy of the old one stays, and goes on taking its share of the requests until it is deleted.',
      source: 'Flagger 1.44, pkg/router/ingress.go and apisix.go (Reconcile)',
    },
    {
      fields: 'spec.autoscalerRef',
      risk: 'needs a human',
      reason: 'Another autoscaler: the primary’s copy of the old one stays, and both scale the primary.',
      source: 'Flagger 1.44, pkg/canary/hpa_reconciler.go, scaled_object_reconciler.go',
    },
    {
      fields: 'spec.autoscalerRef.primaryScalerReplicas spec.autoscalerRef.primaryScalerQueries',
      risk: 'no effect',
      reason: 'The primary’s autoscaler gets it at the next promotion.',
      source: 'Flagger 1.44, pkg/canary/hpa_reconciler.go (init=false)',
    },
    {
      fields: 'spec.skipAnalysis',
      risk: 'no effect',
      reason: 'The next revision is analysed again.',
      source: `${scheduler} (shouldSkipAnalysis)`,
      judge: ({ after }) =>
        after === true
          ? {
              risk: 'traffic moves now',
              reason: 'A revision that is being analysed is promoted at the next run, unchecked.',
            }
          : null,
    },
    {
      fields: 'spec.suspend',
      risk: 'new rollout starts',
      reason: 'Flagger goes on: a revision that came in the meantime starts its rollout now.',
      source: `${scheduler} (advanceCanary: spec.suspend ends the run)`,
      judge: ({ after }) =>
        after === true
          ? {
              risk: 'needs a human',
              reason: 'Flagger stops: a rollout stays at its weight, and nothing goes on until somebody resumes it.',
            }
          : null,
    },
    {
      fields: 'spec.service.name',
      risk: 'needs a human',
      reason:
        'Services and routes of the new name are created; those of the old name stay as they are, with their callers.',
      source: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go (GetServiceNames)',
    },
    {
      fields: 'spec.service.port',
      risk: 'downtime',
      reason: 'The Services change over to the new port at the next run: who calls the old one gets no answer.',
      source: servicesSource,
    },
    {
      fields: 'spec.service.targetPort',
      risk: 'downtime',
      reason:
        'The Services change over at the next run, but the primary runs the pods of the last promotion: where those do not listen on it, requests fail.',
      source: servicesSource,
      judge: primaryListens,
    },
    {
      fields: 'spec.service.portDiscovery',
      risk: 'traffic moves now',
      reason: 'The Services get the other ports of the pods at the next run.',
      source: servicesSource,
      judge: ({ after }) =>
        after === true
          ? null
          : {
              risk: 'downtime',
              reason: 'The Services lose the discovered ports at the next run: who calls those gets no answer.',
            },
    },
    {
      fields: 'spec.service.portName spec.service.appProtocol',
      risk: 'traffic moves now',
      reason: 'It tells the mesh what the requests are; the Services change at the next run, for the primary, too.',
      source: servicesSource,
    },
    {
      fields: 'spec.service.headless spec.service.trafficDistribution',
      risk: 'no effect',
      reason: 'Flagger sets it when it creates a Service and never after: delete the Services to have it.',
      source: servicesSource,
    },
    {
      fields: 'spec.service.hosts spec.service.gateways spec.service.gatewayRefs',
      risk: 'traffic moves now',
      reason: 'Requests come in by it from the next run on.',
      source: routers,
      judge: (change, about, rule) => onRoutes(change, about, change.after === undefined ? closed(rule) : rule),
    },
    {
      fields:
        'spec.service.match spec.service.rewrite spec.service.delegation spec.service.mirror spec.service.backends spec.service.meshName',
      risk: 'traffic moves now',
      reason: 'Other requests are routed, or go elsewhere, from the next run on.',
      source: routers,
      judge: onRoutes,
    },
    {
      fields:
        'spec.service.timeout spec.service.backendTimeout spec.service.retries spec.service.headers spec.service.corsPolicy spec.service.apex spec.analysis.match',
      risk: 'resets a running canary',
      reason: 'It holds from the next run on.',
      source: routers,
      judge: onRoutes,
    },
    {
      fields: 'spec.service.trafficPolicy',
      risk: 'traffic moves now',
      reason:
        'The DestinationRules change at the next run: requests to primary and canary are balanced and secured by it.',
      source: routers,
      judge: onRoutes,
    },
    {
      fields: 'spec.service.primary spec.service.canary spec.service.unmanagedMetadata',
      risk: 'no effect',
      reason: 'Labels and annotations of the Services change, and nothing that a request meets.',
      source: servicesSource,
    },
    {
      fields: 'spec.analysis.interval',
      risk: 'no effect',
      reason: 'Flagger starts its job for this Canary anew, with the new pace; a running canary stays at its weight.',
      source: `${scheduler} (scheduleCanaries)`,
    },
    {
      fields: 'spec.analysis.threshold',
      risk: 'no effect',
      reason: 'A running canary may fail more checks before it is rolled back.',
      source: `${scheduler} (advanceCanary: failedChecks >= threshold)`,
      judge: change =>
        fell(change)
          ? {
              risk: 'traffic moves now',
              reason: `A running canary with ${change.after} failed checks or more is rolled back at the next run.`,
            }
          : null,
    },
    {
      fields: 'spec.analysis.maxWeight',
      risk: 'no effect',
      reason: 'A running canary goes on to the new weight.',
      source: `${scheduler} (runCanary: canaryWeight >= maxWeight)`,
      judge: change =>
        fell(change)
          ? {
              risk: 'traffic moves now',
              reason: `A running canary at ${change.after} % or more is promoted at the next run.`,
            }
          : null,
    },
    {
      fields: 'spec.analysis.iterations',
      risk: 'no effect',
      reason: 'A running canary goes on for the new number of iterations.',
      source: `${scheduler} (runBlueGreen, runAB)`,
      judge: fewerIterations,
    },
    {
      fields: 'spec.analysis.stepWeights',
      risk: 'traffic moves now',
      reason: 'A running canary at a weight that is not in the list any more jumps to 100 % at the next run.',
      source: `${scheduler} (nextStepWeight)`,
      judge: keepsSteps,
    },
    {
      fields: 'spec.analysis.sessionAffinity',
      risk: 'no effect',
      reason: 'A running canary sets its cookies by it from its next step on.',
      source: 'Flagger 1.44, pkg/router/istio.go and gateway_api.go (SetRoutes)',
      judge: withoutCookies,
    },
    {
      fields: 'spec.analysis.webhooks',
      risk: 'no effect',
      reason: 'It is called from the next run on.',
      source: 'Flagger 1.44, pkg/controller/scheduler_hooks.go',
      judge: gate,
    },
    {
      fields: 'spec.analysis.metrics',
      risk: 'no effect',
      reason: 'The checks of the next run use it; no request goes elsewhere, and no rollout starts.',
      source: 'Flagger 1.44, pkg/controller/scheduler_metrics.go',
    },
  ],
}
