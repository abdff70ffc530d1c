import type { ToRolloutOptions } from '../rollouts/convert/to-rollout/options.ts'
import type { Options, Parsed } from './options.ts'

/** What a Canary does not say, and a Rollout has to. */
export const rolloutOptions = {
  analysis: {
    type: 'text',
    value: 'MODE',
    text: 'checks of a Rollout: after each weight, holding it until they pass, or beside all weights',
    choices: ['hold', 'background'],
    default: 'hold',
  },
  gates: {
    type: 'text',
    value: 'FORM',
    text: 'gates of a Rollout: an analysis that asks the URL, or a pause that a person ends',
    choices: ['analysis', 'pause'],
    default: 'analysis',
  },
  workload: {
    type: 'text',
    value: 'PLACE',
    text: 'the pod template: in the Rollout, or in the workload that it refers to',
    choices: ['in-place', 'reference'],
    default: 'in-place',
  },
  split: {
    type: 'text',
    value: 'SIDES',
    text: 'what traffic is split between: two Services, or two subsets of one',
    choices: ['services', 'subsets'],
    default: 'services',
  },
  'canary-size': {
    type: 'text',
    value: 'SIZE',
    text: 'canary pods: as many as the stable side has, as with Flagger, or as its weight asks for',
    choices: ['full', 'weight'],
    default: 'full',
  },
  'metrics-server': {
    type: 'text',
    value: 'URL',
    text: 'Prometheus for a Canary that names none [the setting of the controller]',
  },
} as const satisfies Options

export function toRolloutOptions(options: Parsed<typeof rolloutOptions>): ToRolloutOptions {
  const { analysis, gates, workload, split, 'canary-size': canarySize, 'metrics-server': metricsServer } = options
  return { analysis, gates, workload, split, canarySize, ...(metricsServer !== undefined && { metricsServer }) }
}
