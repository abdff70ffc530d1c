import type { Release } from '../flagger/release.ts'
import { type Delivery, type PlannedRelease, planDrift, planRolloutDrift } from '../gitops/drift/plan.ts'
import type { Loaded } from '../library/loaded.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { readRollout } from '../rollouts/read.ts'
import { describeObject } from '../values/finding.ts'
import { type Manifest, refOf } from '../values/manifest.ts'

/** The plans of all Canaries and Rollouts of the input. */
export function driftPlans(
  { releases, rollouts }: Loaded,
  deliveryOf: (object: Manifest) => Delivery,
): PlannedRelease[] {
  const ofCanaries = releases.map(release => ({
    name: describeObject({ ...refOf(release.canary), namespace: namespaceOf(release) }),
    plan: planDrift(release, deliveryOf(release.canary)),
  }))
  return rollouts ? [...ofCanaries, ...rolloutPlans(rollouts, deliveryOf)] : ofCanaries
}

function namespaceOf({ canary, namespace }: Release): string {
  return canary.metadata.namespace ?? namespace
}

/** A Rollout that cannot be read is left out: `serin lint` says what is wrong with it. */
function rolloutPlans({ objects }: RolloutInput, deliveryOf: (object: Manifest) => Delivery): PlannedRelease[] {
  const others = objects.filter(object => !isRollout(object))
  return objects.filter(isRollout).flatMap((object): PlannedRelease[] => {
    const { value: rollout, sound, ref } = readRollout(object)
    if (!sound) return []
    const given = { rollout, namespace: object.metadata.namespace ?? '', objects: others }
    return [{ name: describeObject(ref), plan: planRolloutDrift(given, deliveryOf(object)) }]
  })
}
