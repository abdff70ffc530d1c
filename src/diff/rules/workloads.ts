import { groupOf } from '../../values/manifest.ts'
import type { FieldChange } from '../fields.ts'
import type { Verdict } from '../risk.ts'
import { mapOf } from '../roles.ts'
import { type About, metadataRules, type Rule, type RuleSet } from './rule.ts'

const kubernetes = 'Kubernetes 1.34, pkg/controller/deployment'
const promotion = 'Flagger 1.44, pkg/canary/deployment_controller.go (Promote)'

const selector: Rule = {
  fields: 'spec.selector',
  risk: 'needs a human',
  reason:
    'The selector cannot be changed: the API server refuses it, so the workload has to be deleted and created anew.',
  source: 'Kubernetes 1.34, pkg/apis/apps/validation (ValidateDeploymentUpdate)',
}

/** The target of a Canary: where new revisions come from. The primary has the requests, but for those of a running canary. */
export const targetRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'It is no part of the pod template, which is what Flagger takes for a revision.',
    source: 'Flagger 1.44, pkg/canary/spec.go (hasSpecChanged)',
  },
  added: {
    risk: 'no effect',
    reason: 'Flagger takes it over as the target of its Canary.',
    source: 'Flagger 1.44, pkg/controller/scheduler.go (advanceCanary)',
  },
  removed: {
    risk: 'needs a human',
    reason: 'The primary goes on answering, but Flagger cannot roll anything out without its target.',
    source: 'Flagger 1.44, pkg/canary/deployment_controller.go (deployment not found)',
  },
  rules: [
    ...metadataRules,
    selector,
    {
      fields: 'spec.template',
      risk: 'new rollout starts',
      reason:
        'The pod template is another: Flagger finds a new revision; a canary that is running starts over with it.',
      source: 'Flagger 1.44, pkg/canary/spec.go (hasSpecChanged)',
    },
    {
      fields: 'spec.template.metadata.labels',
      risk: 'new rollout starts',
      reason: 'Labels of pods are part of the pod template: Flagger finds a new revision.',
      source: 'Flagger 1.44, pkg/canary/spec.go (hasSpecChanged)',
      judge: leavesSelector,
    },
    {
      fields: 'spec.replicas',
      risk: 'no effect',
      reason:
        'Flagger keeps the target at 0 pods between rollouts and scales it itself; pods beyond that get no requests.',
      source: 'Flagger 1.44, pkg/canary/deployment_controller.go (ScaleToZero, ScaleFromZero)',
    },
    {
      fields: 'spec.paused',
      risk: 'needs a human',
      reason: 'A paused Deployment starts no pods of a new revision: the canary waits until somebody resumes it.',
      source: kubernetes,
      judge: ({ after }) =>
        after === true ? null : { risk: 'new rollout starts', reason: 'A revision that waits gets its pods.' },
    },
    {
      fields:
        'spec.strategy spec.updateStrategy spec.minReadySeconds spec.revisionHistoryLimit spec.progressDeadlineSeconds',
      risk: 'no effect',
      reason: 'The primary gets it at its next promotion.',
      source: promotion,
    },
  ],
}

/** The primary, which Flagger owns and which answers the requests. */
export const primaryRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'Flagger writes it anew at the next promotion.',
    source: promotion,
  },
  added: {
    risk: 'no effect',
    reason:
      'Flagger keeps a primary that is there until the next promotion, and then creates no copies of its configs.',
    source: 'Flagger 1.44, pkg/canary/deployment_controller.go (createPrimaryDeployment)',
  },
  removed: {
    risk: 'downtime',
    reason:
      'The primary answers the requests; Flagger creates it anew at its next run, and the requests until then fail.',
    source: 'Flagger 1.44, pkg/canary/deployment_controller.go (Initialize)',
  },
  rules: [
    ...metadataRules,
    selector,
    {
      fields: 'spec.template',
      risk: 'traffic moves now',
      reason: 'The pods that answer the requests are replaced at once, without an analysis, until the next promotion.',
      source: kubernetes,
    },
    {
      fields: 'spec.replicas',
      risk: 'no effect',
      reason: 'Other numbers of pods answer the same requests.',
      source: kubernetes,
      judge: toZero,
    },
  ],
}

/** A workload that no Canary of the input targets. */
export const workloadRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'It is no part of the pod template, so that no pod is replaced.',
    source: kubernetes,
  },
  added: { risk: 'no effect', reason: 'It gets requests when a Service selects its pods.', source: kubernetes },
  removed: {
    risk: 'downtime',
    reason: 'Its pods are deleted, and no Canary of the input keeps others.',
    source: kubernetes,
  },
  rules: [
    ...metadataRules,
    selector,
    {
      fields: 'spec.template',
      risk: 'new rollout starts',
      reason: 'Kubernetes replaces the pods at once, step by step: no Canary of the input targets them.',
      source: kubernetes,
      judge: recreated,
    },
    {
      fields: 'spec.replicas',
      risk: 'no effect',
      reason: 'Other numbers of pods answer the same requests.',
      source: kubernetes,
      judge: toZero,
    },
    {
      fields: 'spec.paused',
      risk: 'needs a human',
      reason: 'A paused Deployment replaces no pods until somebody resumes it.',
      source: kubernetes,
      judge: ({ after }) =>
        after === true ? null : { risk: 'new rollout starts', reason: 'A revision that waits gets its pods.' },
    },
    {
      fields: 'spec.serviceName spec.volumeClaimTemplates spec.podManagementPolicy',
      risk: 'needs a human',
      reason: 'It cannot be changed: the API server refuses it, so the workload has to be deleted and created anew.',
      source: 'Kubernetes 1.34, pkg/apis/apps/validation (ValidateStatefulSetUpdate)',
    },
  ],
}

/** Jobs, and the pods and replica sets that others make. */
export const taskRules: RuleSet = {
  otherwise: {
    risk: 'needs a human',
    reason: 'Most of it cannot be changed: the API server refuses it, so it has to be deleted and created anew.',
    source: 'Kubernetes 1.34, pkg/apis/batch/validation, pkg/apis/core/validation',
  },
  added: {
    risk: 'no effect',
    reason: 'It runs beside what answers requests.',
    source: 'Kubernetes 1.34, pkg/controller/job',
  },
  removed: { risk: 'no effect', reason: 'What it runs ends.', source: 'Kubernetes 1.34, pkg/controller/job' },
  rules: [
    ...metadataRules,
    {
      fields:
        'spec.schedule spec.suspend spec.jobTemplate spec.concurrencyPolicy spec.timeZone spec.ttlSecondsAfterFinished',
      risk: 'no effect',
      reason: 'It holds for the next job.',
      source: 'Kubernetes 1.34, pkg/controller/cronjob',
    },
  ],
}

const argo = 'Argo Rollouts 1.9, rollout/canary.go, utils/replicaset'

/** A Rollout of Argo Rollouts. */
export const rolloutRules: RuleSet = {
  otherwise: { risk: 'no effect', reason: 'It is no part of the pod template.', source: argo },
  added: { risk: 'no effect', reason: 'The first revision skips all steps.', source: argo },
  removed: { risk: 'downtime', reason: 'Its pods are deleted with it.', source: argo },
  rules: [
    ...metadataRules,
    { ...selector, source: 'Argo Rollouts 1.9, pkg/apis/rollouts/validation' },
    {
      fields: 'spec.template',
      risk: 'new rollout starts',
      reason: 'The pod template is another: a new revision goes through the steps.',
      source: argo,
    },
    {
      fields: 'spec.strategy.canary.steps',
      risk: 'resets a running canary',
      reason: 'The hash of the steps is another: a canary that is running starts over at its first step.',
      source:
        'Argo Rollouts 1.9, utils/replicaset/replicaset.go (checkStepHashChange), utils/conditions (ComputeStepHash)',
    },
    {
      fields:
        'spec.strategy.canary.trafficRouting spec.strategy.canary.canaryService spec.strategy.canary.stableService spec.strategy.blueGreen',
      risk: 'traffic moves now',
      reason: 'The controller sets Services and routes by it as soon as it sees it.',
      source: 'Argo Rollouts 1.9, rollout/service.go, rollout/trafficrouting.go',
    },
    {
      fields: 'spec.workloadRef',
      risk: 'new rollout starts',
      reason: 'The pod template of another workload is a new revision.',
      source: 'Argo Rollouts 1.9, rollout/templateref.go',
    },
    {
      fields: 'spec.replicas',
      risk: 'no effect',
      reason: 'Other numbers of pods answer the same requests.',
      source: argo,
      judge: toZero,
    },
    {
      fields: 'spec.paused',
      risk: 'needs a human',
      reason: 'The rollout stops where it is until somebody resumes it.',
      source: 'Argo Rollouts 1.9, rollout/pause.go',
      judge: ({ after }) =>
        after === true ? null : { risk: 'traffic moves now', reason: 'A rollout that waits goes on.' },
    },
  ],
}

function toZero({ after }: FieldChange): Partial<Verdict> | null {
  return after === 0 ? { risk: 'downtime', reason: 'No pod is left to answer.' } : null
}

/** With the strategy Recreate all old pods end before the new ones start. */
function recreated(_: FieldChange, { after }: About): Partial<Verdict> | null {
  const isRecreate = mapOf(mapOf(after?.['spec'])['strategy'])['type'] === 'Recreate'
  if (!isRecreate || groupOf(after?.apiVersion ?? '') !== 'apps') return null
  return { risk: 'downtime', reason: 'The strategy Recreate ends all old pods before the new ones start.' }
}

/** Pods that lack a label of the selector: the API server refuses the workload. */
function leavesSelector(_: FieldChange, { after }: About): Partial<Verdict> | null {
  const { selector: own, template } = mapOf(after?.['spec'])
  const wanted = mapOf(mapOf(own)['matchLabels'])
  const labels = mapOf(mapOf(mapOf(template)['metadata'])['labels'])
  const isRefused = Object.keys(wanted).some(key => labels[key] !== wanted[key])
  return isRefused
    ? {
        risk: 'needs a human',
        reason: 'The pods do not match the selector any more: the API server refuses the workload.',
      }
    : null
}
