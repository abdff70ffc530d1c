import { refusal } from '../../flagger/checks.ts'
import type { Plan } from '../../flagger/plan.ts'
import { worldOf } from '../../flagger/read-cluster.ts'
import type { Release } from '../../flagger/release.ts'
import { readCanary, storeCanary } from '../../flagger/stored.ts'
import type { Problem } from '../../values/finding.ts'
import type { Manifest } from '../../values/manifest.ts'
import { type Controller, openController } from './controller.ts'
import type { Moment } from './moment.ts'
import type { Script } from './script.ts'

/** A rollout, tick by tick. */
export interface Simulation {
  plan: Plan
  ticks: Moment[]
  /** What Flagger has created by the end, and the given objects that are different then. */
  created: Manifest[]
  changed: Manifest[]
}

/** Why there is no rollout: the API server or Flagger does not accept the Canary. */
export interface Refused {
  verdict: 'rejected' | 'refused'
  problems: Problem[]
}

export function simulate(release: Release, script: Script): Simulation | Refused {
  const opened = open(release)
  return 'verdict' in opened ? opened : play(opened, script)
}

/** The controller before its first run. */
export function open(release: Release): Controller | Refused {
  const { manifest, problems } = storeCanary(release.canary, release.namespace)
  if (!manifest) return { verdict: 'rejected', problems }
  const { canary, problems: unreadable } = readCanary(manifest)
  const refused = refusal(canary)
  if (refused || unreadable.length > 0) {
    return { verdict: 'refused', problems: [...problems, ...unreadable, ...(refused ? [refused] : [])] }
  }
  return openController(release, canary, worldOf(release, canary).world)
}

function play(controller: Controller, script: Script): Simulation {
  const ticks = script.map(controller.advance)
  const { plan, world } = controller
  return { plan, ticks, created: world.created(), changed: world.changed() }
}
