import { type FieldChange, orderMark } from '../fields.ts'
import type { Verdict } from '../risk.ts'
import { metadataRules, type RuleSet } from './rule.ts'

const reconcile = 'Flagger 1.44, pkg/router/kubernetes_default.go (reconcileService)'
const proxy = 'Kubernetes 1.34, pkg/proxy'
const validation = 'Kubernetes 1.34, pkg/apis/core/validation (ValidateServiceUpdate)'

/** A Service that Flagger keeps for a Canary: ports and selector are put right at every run. */
export const managedServiceRules: RuleSet = {
  otherwise: { risk: 'no effect', reason: 'Flagger leaves it as it is.', source: reconcile },
  added: {
    risk: 'traffic moves now',
    reason: 'It is there before Flagger, or instead of its own: Flagger puts ports and selector right at its next run.',
    source: reconcile,
  },
  removed: {
    risk: 'downtime',
    reason: 'Requests to it fail until Flagger creates it anew at its next run.',
    source: reconcile,
  },
  rules: [
    ...metadataRules,
    {
      fields: 'spec.selector',
      risk: 'downtime',
      reason:
        'Until Flagger puts it right at its next run, requests go to other pods than the primary’s; the target has none between rollouts.',
      source: reconcile,
    },
    {
      fields: 'spec.ports',
      risk: 'downtime',
      reason: 'Until Flagger puts them right at its next run, requests to the ports that are gone or changed fail.',
      source: reconcile,
      judge: addedPort,
    },
    {
      fields: 'spec.clusterIP spec.clusterIPs',
      risk: 'needs a human',
      reason: 'It cannot be changed: the Service has to be deleted and created anew.',
      source: validation,
    },
    {
      fields: 'spec.type spec.externalName spec.sessionAffinity spec.externalTrafficPolicy spec.internalTrafficPolicy',
      risk: 'traffic moves now',
      reason: 'Requests reach the pods another way from now on; Flagger leaves it as it is.',
      source: proxy,
    },
  ],
}

/** A Service that is nothing to a Canary of the input. */
export const serviceRules: RuleSet = {
  otherwise: { risk: 'traffic moves now', reason: 'Requests reach the pods another way from now on.', source: proxy },
  added: { risk: 'no effect', reason: 'Nobody calls it yet.', source: proxy },
  removed: { risk: 'downtime', reason: 'Requests to it fail.', source: proxy },
  rules: [
    ...metadataRules,
    {
      fields: 'spec.selector',
      risk: 'traffic moves now',
      reason: 'All requests go to the pods that have these labels, at once.',
      source: proxy,
    },
    {
      fields: 'spec.ports',
      risk: 'downtime',
      reason: 'Who calls the port as it was gets no answer.',
      source: proxy,
      judge: addedPort,
    },
    {
      fields: 'spec.ports.*.targetPort',
      risk: 'traffic moves now',
      reason: 'All requests go to another port of the pods, at once.',
      source: proxy,
    },
    {
      fields: 'spec.ports.*.appProtocol spec.ports.*.name',
      risk: 'traffic moves now',
      reason: 'It tells a mesh what the requests are.',
      source: 'Istio, protocol selection',
    },
    {
      fields: 'spec.clusterIP spec.clusterIPs',
      risk: 'needs a human',
      reason: 'It cannot be changed: the Service has to be deleted and created anew.',
      source: validation,
    },
  ],
}

/** A port that is new, or stands elsewhere in the list, breaks nobody. */
function addedPort({ before, after, field, label }: FieldChange): Partial<Verdict> | null {
  if (label.endsWith(orderMark)) return { risk: 'no effect', reason: 'Ports are the same in any order.' }
  const isNew = before === undefined && after !== undefined && field === 'spec.ports.*'
  return isNew ? { risk: 'no effect', reason: 'Nobody calls the new port yet.' } : null
}
