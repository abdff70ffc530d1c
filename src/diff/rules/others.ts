import { metadataRules, type RuleSet } from './rule.ts'

const hpa = 'Flagger 1.44, pkg/canary/hpa_reconciler.go, scaled_object_reconciler.go'

/** The autoscaler of a Canary's target; the primary has a copy of it. */
export const scalerRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'It scales the target’s pods; the primary’s copy follows at the next promotion.',
    source: `${hpa} (init=false)`,
  },
  added: { risk: 'no effect', reason: 'Flagger makes the primary’s copy of it at its next run.', source: hpa },
  removed: {
    risk: 'needs a human',
    reason: 'Flagger stops at every run while the autoscaler of a Canary is missing: nothing is rolled out.',
    source: hpa,
  },
  rules: [
    ...metadataRules,
    {
      fields: 'spec.scaleTargetRef',
      risk: 'needs a human',
      reason: 'It scales something else; the primary’s copy keeps what it scales.',
      source: hpa,
    },
  ],
}

/** The primary's copy, or an autoscaler that no Canary of the input refers to. */
export const plainScalerRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'Other numbers of pods answer the same requests.',
    source: 'Kubernetes 1.34, pkg/controller/podautoscaler',
  },
  added: {
    risk: 'no effect',
    reason: 'Other numbers of pods answer the same requests.',
    source: 'Kubernetes 1.34, pkg/controller/podautoscaler',
  },
  removed: {
    risk: 'no effect',
    reason: 'The number of pods stays as it is now.',
    source: 'Kubernetes 1.34, pkg/controller/podautoscaler',
  },
  rules: metadataRules,
}

const metrics = 'Flagger 1.44, pkg/controller/scheduler_metrics.go'

/** What the checks of an analysis measure. */
export const metricTemplateRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'The checks of the next run measure by it; no request goes elsewhere, and no rollout starts.',
    source: metrics,
  },
  added: { risk: 'no effect', reason: 'Checks that name it can measure from the next run on.', source: metrics },
  removed: {
    risk: 'needs a human',
    reason: 'A check that names it fails at every run, until the canary is rolled back.',
    source: metrics,
  },
  rules: metadataRules,
}

const alerts = 'Flagger 1.44, pkg/controller/events.go'

export const alertRules: RuleSet = {
  otherwise: { risk: 'no effect', reason: 'The next alert goes by it.', source: alerts },
  added: { risk: 'no effect', reason: 'Alerts that name it are sent from now on.', source: alerts },
  removed: { risk: 'no effect', reason: 'Alerts that name it are not sent any more.', source: alerts },
  rules: metadataRules,
}

const analysis = 'Argo Rollouts 1.9, analysis/controller.go'

/** AnalysisTemplates of Argo Rollouts. */
export const analysisTemplateRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'The next analysis measures by it; one that runs has a copy.',
    source: analysis,
  },
  added: { risk: 'no effect', reason: 'An analysis that names it can measure.', source: analysis },
  removed: {
    risk: 'needs a human',
    reason: 'A Rollout that names it is invalid, and goes no further.',
    source: analysis,
  },
  rules: metadataRules,
}

const quiet = 'Kubernetes 1.34, API reference'

/** Kinds that no request meets: accounts, roles, budgets, quotas. */
export const quietRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'Objects of this kind are in no request’s way, and start no rollout.',
    source: quiet,
  },
  added: {
    risk: 'no effect',
    reason: 'Objects of this kind are in no request’s way, and start no rollout.',
    source: quiet,
  },
  removed: {
    risk: 'needs a human',
    reason: 'Pods that run go on; whether others need it to start, only their owner knows.',
    source: quiet,
  },
  rules: metadataRules,
}

export const namespaceRules: RuleSet = {
  otherwise: { risk: 'no effect', reason: 'It changes nothing for the objects that are there.', source: quiet },
  added: { risk: 'no effect', reason: 'It is empty.', source: quiet },
  removed: { risk: 'downtime', reason: 'Everything in it is deleted with it.', source: quiet },
  rules: [
    ...metadataRules,
    {
      fields: 'metadata.labels',
      risk: 'needs a human',
      reason:
        'Sidecar injection, pod security and network policies go by labels of the namespace; pods that start from now on follow them.',
      source: 'Istio, sidecar injection; Kubernetes 1.34, pod security admission',
    },
  ],
}

const unknown = 'serin has no rule for this kind'

/** A kind that serin knows nothing of. */
export const unknownRules: RuleSet = {
  otherwise: { risk: 'needs a human', reason: 'serin does not know what this kind does to requests.', source: unknown },
  added: { risk: 'needs a human', reason: 'serin does not know what this kind does to requests.', source: unknown },
  removed: { risk: 'needs a human', reason: 'serin does not know what this kind did to requests.', source: unknown },
  rules: metadataRules,
}
