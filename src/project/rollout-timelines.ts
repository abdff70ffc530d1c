import type { Release } from '../flagger/release.ts'
import { canariesToRollouts, stops } from '../library/convert/convert.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { readRollout } from '../rollouts/read.ts'
import { validateRollouts } from '../rollouts/validate/validate.ts'
import { stagesOutlook } from '../timeline/stages/outlook.ts'
import { type ObjectRef, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Foresight } from './timelines.ts'

/** The same Canaries, if Argo Rollouts ran them. */
export function convertedOutlooks(releases: readonly Release[]): Foresight {
  const { manifests, findings } = canariesToRollouts(releases, {})
  return { foretold: outlooksOf(manifests.filter(isRollout), manifests), findings }
}

export function givenOutlooks({ objects, refs, locate }: RolloutInput): Foresight {
  const refused = validateRollouts(objects, refs).filter(stops)
  const isRefused = (rollout: Manifest) => refused.some(({ object }) => object !== null && isSame(object, rollout))
  const rollouts = objects.filter(isRollout).filter(each => !isRefused(each))
  const foretold = outlooksOf(rollouts, objects)
  const halts = foretold.flatMap(({ outlook }) => outlook.routes.problems)
  return { foretold, findings: [...refused, ...halts].map(problem => toFinding(problem, locate)) }
}

function isSame({ kind, namespace, name }: ObjectRef, { kind: other, metadata }: Manifest): boolean {
  return kind === other && name === metadata.name && namespace === (metadata.namespace ?? '')
}

function outlooksOf(rollouts: readonly Manifest[], objects: readonly Manifest[]) {
  return rollouts.map(object => {
    const { name, namespace } = object.metadata
    const outlook = stagesOutlook(readRollout(object).value, objects)
    return { engine: 'rollouts' as const, outlook, name: namespace === undefined ? name : `${namespace}/${name}` }
  })
}
