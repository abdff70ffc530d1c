import type { Canary } from '../../flagger/canary.ts'
import type { Release } from '../../flagger/release.ts'
import { open, type Refused } from '../engine/simulate.ts'
import { foresee, type Outlook } from './outlook.ts'
import { type Scenario, tellScenario, type Wish } from './scenario.ts'

/** Everything there is to say about the rollouts of a release; each part is worked out when it is first asked for. */
export interface Timeline {
  canary: Canary
  readonly outlook: Outlook
  readonly scenario: Scenario
}

export function timelineOf(release: Release, wish: Wish = {}): Timeline | Refused {
  const controller = open(release)
  if ('verdict' in controller) return controller
  let outlook: Outlook | null = null
  let scenario: Scenario | null = null
  return {
    canary: controller.canary,
    get outlook() {
      outlook ??= foresee(controller.fork())
      return outlook
    },
    get scenario() {
      scenario ??= tellScenario(controller.fork(), wish)
      return scenario
    },
  }
}
