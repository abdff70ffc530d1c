import type { Problem } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import { reconcileAll } from './advance.ts'
import { analysisProblems } from './analysis-references.ts'
import { refusal } from './checks.ts'
import { worldOf } from './read-cluster.ts'
import type { Release } from './release.ts'
import { settingsProblems } from './settings-problems.ts'
import { readCanary, storeCanary } from './stored.ts'
import { startTick } from './tick.ts'

export interface Prediction {
  /** The Canary as the API server keeps it; null when it refuses it. */
  stored: Manifest | null
  /**
   * `initialized`: Flagger gets to the end. `stopped`: on the way, `created` and `changed` being what it did before.
   * `refused`: Flagger never schedules it. `rejected`: the CRD does not let it in.
   */
  verdict: 'initialized' | 'stopped' | 'refused' | 'rejected'
  /** Everything that Flagger creates, in the order in which it does. */
  created: Manifest[]
  /** The given objects that it changes, as they are afterwards. */
  changed: Manifest[]
  problems: Problem[]
}

/** What Flagger makes of a release when it meets it for the first time. */
export function predict(release: Release): Prediction {
  const { manifest: stored, problems } = storeCanary(release.canary, release.namespace)
  return stored ? predictStored(release, stored, problems) : nothing('rejected', null, problems)
}

/** The same where the API server has kept the Canary, and found these problems in it. */
export function predictStored(release: Release, stored: Manifest, problems: Problem[] = []): Prediction {
  const { canary, problems: unreadable } = readCanary(stored)
  const refused = unreadable.length > 0 ? unreadable : [refusal(canary)].filter(each => each !== null)
  if (refused.length > 0) return nothing('refused', stored, [...problems, ...refused])
  const { world, onRead } = worldOf(release, canary)
  const tick = startTick(canary, world, release)
  const stop = reconcileAll(tick)
  return {
    stored,
    verdict: stop ? 'stopped' : 'initialized',
    created: world.created(),
    changed: world.changed(),
    problems: [
      ...problems,
      ...settingsProblems(release, canary),
      ...onRead,
      ...tick.problems,
      ...analysisProblems(release, canary),
      ...(stop ? [stop] : []),
    ],
  }
}

/** Neither the CRD nor Flagger refuses the Canary: there is something to render and to play. */
export function isAccepted({ verdict }: Prediction): boolean {
  return verdict !== 'rejected' && verdict !== 'refused'
}

function nothing(verdict: 'rejected' | 'refused', stored: Manifest | null, problems: Problem[]): Prediction {
  return { stored, verdict, created: [], changed: [], problems }
}
