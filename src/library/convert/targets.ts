import { defaultToCanaryOptions } from '../../rollouts/convert/to-canary/options.ts'
import type { ToRolloutOptions } from '../../rollouts/convert/to-rollout/options.ts'
import type { Loaded } from '../loaded.ts'
import {
  type Converted,
  canariesToRollouts,
  canariesToValues,
  rolloutsToCanaries,
  rolloutsToValues,
} from './convert.ts'

export type Target = 'rollouts' | 'flagger' | 'values'

/** What one form has to say and the other does not. */
export interface ConvertOptions extends Partial<ToRolloutOptions> {
  /** The gate in the place of a pause without an end. */
  gateUrl?: string
}

/** Null when there is nothing in the input that could be converted to it. */
export function convertTo(
  target: Target,
  { releases, rollouts }: Loaded,
  options: ConvertOptions = {},
): Converted | null {
  const { gateUrl = defaultToCanaryOptions.gateUrl, ...choices } = options
  switch (target) {
    case 'rollouts':
      return releases.length > 0 ? canariesToRollouts(releases, choices) : null
    case 'flagger':
      return rollouts && rolloutsToCanaries(rollouts, gateUrl)
    case 'values':
      return releases.length > 0 ? canariesToValues(releases) : rollouts && rolloutsToValues(rollouts, gateUrl)
  }
}
