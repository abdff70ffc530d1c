import type { Verdict } from '../risk.ts'
import { type About, metadataRules, type Rule, type RuleSet } from './rule.ts'

const tracker = 'Flagger 1.44, pkg/canary/config_tracker.go (GetConfigRefs, HasConfigChanged)'
const validation = 'Kubernetes 1.34, pkg/apis/core/validation (ValidateConfigMapUpdate, ValidateSecretUpdate)'
const kubelet = 'Kubernetes 1.34, pkg/kubelet/configmap, pkg/kubelet/secret'

const secretType: Rule = {
  fields: 'type',
  risk: 'needs a human',
  reason: 'The type of a Secret cannot be changed: it has to be deleted and created anew.',
  source: validation,
}

/** A ConfigMap or Secret that the pods of a Canary's target use. The primary has a copy of it. */
export const trackedConfigRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: 'Flagger takes the data alone for the revision of a config.',
    source: tracker,
  },
  added: {
    risk: 'new rollout starts',
    reason: 'The configs that the target’s pods use are others: Flagger finds a new revision.',
    source: tracker,
  },
  removed: {
    risk: 'needs a human',
    reason:
      'The target’s pods need it: Flagger stops at every run, and no revision is rolled out until it is there again.',
    source: tracker,
  },
  rules: [
    ...metadataRules,
    {
      fields: 'data',
      risk: 'new rollout starts',
      reason: 'The target’s pods use it: Flagger finds a new revision; a canary that is running starts over with it.',
      source: tracker,
      judge: (_, about) => frozen(about) ?? untracked(about),
    },
    secretType,
    {
      fields: 'metadata.annotations.flagger.app/config-tracking',
      risk: 'new rollout starts',
      reason: 'The set of tracked configs is another, which is a new revision.',
      source: tracker,
    },
    {
      fields: 'binaryData',
      risk: 'no effect',
      reason: 'Flagger neither compares nor copies binaryData: the primary’s copy stays without it.',
      source: tracker,
    },
  ],
}

/** The copy that Flagger keeps for the primary. */
export const configCopyRules: RuleSet = {
  otherwise: {
    risk: 'traffic moves now',
    reason:
      'The pods that answer the requests read it: mounted files change within a minute, until the next promotion.',
    source: `${kubelet}; Flagger 1.44, pkg/canary/config_tracker.go (CreatePrimaryConfigs)`,
  },
  added: { risk: 'no effect', reason: 'Flagger writes it anew at the next promotion.', source: tracker },
  removed: {
    risk: 'downtime',
    reason: 'Pods of the primary that start now cannot; Flagger writes it anew only at the next promotion.',
    source: kubelet,
  },
  rules: metadataRules,
}

const unused = 'No target of a Canary uses it: pods that mount it see it within a minute, others when they start anew.'

/** One that no pod of the input’s targets uses. */
export const configRules: RuleSet = {
  otherwise: {
    risk: 'no effect',
    reason: unused,
    source: kubelet,
  },
  added: { risk: 'no effect', reason: 'No target of a Canary uses it.', source: kubelet },
  removed: {
    risk: 'no effect',
    reason: 'No target of a Canary uses it any more; pods elsewhere that do cannot start anew.',
    source: kubelet,
  },
  rules: [
    ...metadataRules,
    secretType,
    {
      fields: 'data binaryData',
      risk: 'no effect',
      reason: unused,
      source: kubelet,
      judge: (_, about) => frozen(about),
    },
  ],
}

const trackedTypes = new Set(['Opaque', 'kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth', 'kubernetes.io/tls'])

/** Not everything that pods use is tracked; the copy is left out then, and the primary uses the original, too. */
function untracked({ after, before }: About): Partial<Verdict> | null {
  const config = after ?? before
  const isOff = config?.metadata.annotations?.['flagger.app/config-tracking']?.startsWith('disable')
  const isOther = config?.kind === 'Secret' && !trackedTypes.has(String(config['type'] ?? 'Opaque'))
  if (!isOff && !isOther) return null
  return {
    risk: 'traffic moves now',
    reason:
      'Flagger does not track it: primary and canary read the same one, mounted files within a minute, without an analysis.',
  }
}

/** What is marked immutable stays as it is until it is deleted. */
function frozen({ before }: About): Partial<Verdict> | null {
  if (before?.['immutable'] !== true) return null
  return {
    risk: 'needs a human',
    reason: 'It is immutable: the API server refuses the change, so it has to be deleted and created anew.',
    source: validation,
  }
}
