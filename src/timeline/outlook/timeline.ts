import type { Release } from '../../flagger/release.ts'
import { open, type Refused } from '../engine/simulate.ts'
import { foresee, type Outlook } from './outlook.ts'
import { type Scenario, tellScenario, type Wish } from './scenario.ts'

/** Everything there is to say about the rollouts of a release. */
export interface Timeline {
  outlook: Outlook
  scenario: Scenario
}

export function timelineOf(release: Release, wish: Wish = {}): Timeline | Refused {
  const controller = open(release)
  if ('verdict' in controller) return controller
  return { outlook: foresee(controller.fork()), scenario: tellScenario(controller, wish) }
}
