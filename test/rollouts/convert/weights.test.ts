import { describe, expect, test } from 'vitest'
import type { Analysis } from '../../../src/flagger/canary.ts'
import type { Release } from '../../../src/flagger/release.ts'
import { toRollout } from '../../../src/rollouts/convert/to-rollout/to-rollout.ts'
import { isRollout } from '../../../src/rollouts/kinds.ts'
import { readRollout } from '../../../src/rollouts/read.ts'
import { timedRoutes } from '../../../src/rollouts/schedule/timed-routes.ts'
import { simulate } from '../../../src/timeline/engine/simulate.ts'
import type { LossRow } from '../../../src/values/losses.ts'
import { recordedReleases } from '../canaries.ts'

interface Start {
  weight: number
  /** Since the first weight. */
  seconds: number
}

/** When each weight begins, where a report says that weights and interval are exact. */
describe('a Canary and its Rollout give the canary the same weights at the same times', () => {
  const exact = recordedReleases('timelines/timelines').flatMap(({ id, release }) => {
    const whole: Release = { ...release, refs: 'assume' }
    const { manifests, report } = toRollout(whole)
    return saysExact(report()) ? [{ id, release: whole, manifests }] : []
  })

  test('as the reports of many recorded Canaries say', () => {
    expect(exact.length).toBeGreaterThan(20)
  })

  test.each(exact)('$id', ({ release, manifests }) => {
    const object = manifests.find(isRollout)
    expect.assert(object)
    const { steps, problems } = timedRoutes(readRollout(object).value, manifests)
    expect(problems).toEqual([])
    const starts = steps.slice(1, -1).map(({ weight, seconds }) => ({ weight, seconds: seconds ?? Number.NaN }))
    expect(fromFirst(starts)).toEqual(fromFirst(flaggerStarts(release)))
  })
})

function saysExact(report: readonly LossRow[]): boolean {
  const fidelity = (...features: string[]) => report.find(({ feature }) => features.includes(feature))?.fidelity
  return fidelity('stepWeight', 'stepWeights') === 'exact' && fidelity('interval') === 'exact'
}

/** A rollout in which all goes well: hooks that ask for a rollback are not answered with yes. */
function flaggerStarts(release: Release): Start[] {
  const { webhooks = [] } = (release.canary['spec'] as { analysis: Analysis }).analysis
  const back = webhooks.filter(({ type }) => type === 'rollback').map(({ name }) => [name, 403])
  const calm = { gates: Object.fromEntries(back) }
  const run = simulate(release, [calm, calm, { ...calm, revision: true }, ...Array.from({ length: 120 }, () => calm)])
  if ('verdict' in run) return []
  return run.ticks
    .filter(({ phase }) => phase === 'Progressing')
    .map(({ routedCanary, seconds }) => ({ weight: routedCanary, seconds }))
}

/** Where the weight changes, counted from its first. */
function fromFirst(moments: readonly Start[]): Start[] {
  const changes = moments.filter(({ weight }, i) => weight > 0 && weight !== moments[i - 1]?.weight)
  const [first] = changes
  return changes.map(({ weight, seconds }) => ({ weight, seconds: seconds - (first?.seconds ?? 0) }))
}
