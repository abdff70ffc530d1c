import { isMap, type Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { FieldChange } from '../fields.ts'
import { idOf } from '../identity.ts'
import type { Verdict } from '../risk.ts'
import { mapOf, textOf } from '../roles.ts'
import { effectOnRoutes } from './routes-of-provider.ts'
import { type About, metadataRules, type RuleSet } from './rule.ts'

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
      judge: change =>
        fell(change)
          ? {
              risk: 'traffic moves now',
              reason: `A running canary that has had ${change.after} iterations or more gets all requests at the next run.`,
            }
          : null,
    },
    {
      fields: 'spec.analysis.stepWeights',
      risk: 'traffic moves now',
      reason: 'A running canary at a weight that is not in the list any more jumps to 100 % at the next run.',
      source: `${scheduler} (nextStepWeight)`,
      judge: keepsSteps,
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

/** What becomes of a field depends on the provider: the table of routes decides. */
function onRoutes({ field }: FieldChange, about: About, { risk, reason }: Verdict): Verdict {
  const provider = providerOf(about)
  const { effect, source } = effectOnRoutes(provider, field)
  if (effect === 'unread') {
    return { risk: 'no effect', reason: `With the provider ${provider} Flagger does not read it for routes.`, source }
  }
  if (effect === 'applies') return { risk: 'traffic moves now', reason, source }
  return {
    risk,
    reason: `${reason} Flagger writes the route anew, so that a running canary starts over at 0 %.`,
    source,
  }
}

function closed(rule: Verdict): Verdict {
  return { ...rule, risk: 'downtime', reason: 'Requests that come in by it find no route any more.' }
}

function providerOf({ before, after, settings }: About): string {
  return textOf(specOf(after ?? before)['provider']) || settings.meshProvider
}

function specOf(manifest: Manifest | null): Record<string, Json> {
  return mapOf(manifest?.['spec'])
}

function fell({ before, after }: FieldChange): boolean {
  return typeof before === 'number' && typeof after === 'number' && after < before
}

/** The primary runs what the target was before this change, at best: its ports are those of the old pod template. */
function primaryListens({ after }: FieldChange, about: About): Partial<Verdict> | null {
  const target = mapOf(specOf(about.before)['targetRef'])
  const namespace = about.before?.metadata.namespace || about.namespace
  const [group = ''] = textOf(target['apiVersion']).split('/')
  const workload = about.sides.before.get(idOf(group, textOf(target['kind']), namespace, textOf(target['name'])))
  const listens = after !== undefined && portsOf(workload).includes(after)
  return listens
    ? {
        risk: 'traffic moves now',
        reason: 'Primary and canary get their requests on another port of the pods from the next run on.',
      }
    : null
}

/** Names and numbers. */
function portsOf(workload: Manifest | undefined): (Json | undefined)[] {
  const { containers } = mapOf(mapOf(mapOf(workload?.['spec'])['template'])['spec'])
  const ports = listOf(containers).flatMap(container => listOf(mapOf(container)['ports']))
  return ports.flatMap(port => [mapOf(port)['name'], mapOf(port)['containerPort']])
}

/** Every weight at which a canary may be now has a next one. */
function keepsSteps(_: FieldChange, { before, after }: About): Partial<Verdict> | null {
  const { stepWeights } = analysisOf(after)
  const now = new Set(listOf(stepWeights))
  const lost = now.size > 0 && weightsOf(analysisOf(before)).some(weight => !now.has(weight))
  return lost ? null : { risk: 'no effect', reason: 'A running canary goes on with the next of the new weights.' }
}

/** The weights of an analysis, by the list or by equal steps. */
function weightsOf({ stepWeights, stepWeight, maxWeight }: Record<string, Json>): Json[] {
  if (Array.isArray(stepWeights)) return stepWeights
  if (typeof stepWeight !== 'number' || stepWeight <= 0) return []
  const most = typeof maxWeight === 'number' ? maxWeight : 100
  return Array.from({ length: Math.min(100, Math.ceil(most / stepWeight)) }, (_, i) => (i + 1) * stepWeight)
}

const gates = new Set(['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion'])

/** A gate that is new keeps rollouts waiting until somebody opens it; without it they go on by themselves. */
function gate({ before, after }: FieldChange): Partial<Verdict> | null {
  if (hasGate(after) && !hasGate(before)) {
    return { risk: 'needs a human', reason: 'Rollouts wait at this gate until it answers 200.' }
  }
  if (hasGate(before) && !hasGate(after)) {
    return { risk: 'traffic moves now', reason: 'A rollout that waits at this gate goes on at the next run.' }
  }
  return null
}

/** A webhook, several of them, or the type of one. */
function hasGate(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.some(hasGate) : gates.has(isMap(value) ? textOf(value['type']) : textOf(value))
}

function analysisOf(manifest: Manifest | null): Record<string, Json> {
  return mapOf(specOf(manifest)['analysis'])
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
