import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextStep, type Plan } from '../../src/flagger/plan.ts'
import type { Release } from '../../src/flagger/release.ts'
import type { Moment } from '../../src/timeline/engine/moment.ts'
import type { Script } from '../../src/timeline/engine/script.ts'
import { type Simulation, simulate } from '../../src/timeline/engine/simulate.ts'
import { timelineOf } from '../../src/timeline/outlook/timeline.ts'
import { events, releases } from './arbitrary.ts'

const numRuns = 50
const scripts = fc.array(events, { minLength: 3, maxLength: 40 })

describe('whatever happens', () => {
  it('primary and canary never get more than all of the traffic', () => {
    check(({ ticks }) => {
      for (const { routedPrimary, routedCanary } of ticks) {
        expect(routedPrimary).toBeGreaterThanOrEqual(0)
        expect(routedCanary).toBeGreaterThanOrEqual(0)
        expect(routedPrimary + routedCanary).toBeLessThanOrEqual(100)
      }
    })
  })

  it('the weight goes on by the step of the Canary, stays, or goes back', () => {
    check(({ ticks, plan }) => {
      for (const [before, after] of pairs(ticks)) {
        if (plan.strategy !== 'canary' || before.phase !== 'Progressing' || after.phase !== 'Progressing') continue
        const step = Math.min(100, before.routedCanary + Math.max(0, nextStep(plan, before.routedCanary)))
        expect([step, before.routedCanary, 0]).toContain(after.routedCanary)
      }
    })
  })

  it('a promotion only follows an analysis that has come to its end', () => {
    check(({ ticks, plan }) => {
      for (const [before, after] of pairs(ticks)) {
        if (after.phase !== 'Promoting' || before.phase === 'Promoting') continue
        expect(hasAllSteps(before, plan)).toBe(true)
      }
    })
  })

  it('as many failed checks as the threshold roll back', () => {
    check(({ ticks, plan }) => {
      for (const { failedChecks } of ticks) expect(failedChecks).toBeLessThanOrEqual(plan.threshold)
    })
  })

  it('the same script gives the same run', () => {
    fc.assert(
      fc.property(releases, scripts, (release, script) => {
        expect(JSON.stringify(run(release, script))).toBe(JSON.stringify(run(release, script)))
      }),
      { numRuns },
    )
  })

  it('what was not looked at again would have been the same', () => {
    // An event that says something, if only of a webhook that nobody calls, is played in full.
    const spoken = (script: Script) => script.map(event => ({ ...event, gates: { nobody: 200, ...event.gates } }))
    fc.assert(
      fc.property(releases, scripts, (release, script) => {
        const quiet = [...script, ...Array.from({ length: 20 }, () => ({}))]
        expect(JSON.stringify(run(release, quiet))).toBe(JSON.stringify(run(release, spoken(quiet))))
      }),
      { numRuns },
    )
  })
})

describe('what is foreseen happens', () => {
  it('a rollout that goes well ends in Succeeded after the ticks that were promised', () => {
    forEachOutlook(({ outlook, release }) => {
      if (!outlook.promotion) return
      const { initialTicks, promotion } = outlook
      const { ticks } = run(release, outlook.script)
      const rollout = ticks.slice(initialTicks)
      expect(rollout.findIndex(({ phase }) => phase === 'Succeeded') + 1).toBe(promotion.ticks)
      expect(promotion.seconds).toBe(promotion.ticks * outlook.plan.interval)
    })
  })

  it('a rollout that is said to hang is where it was after 200 more ticks', () => {
    forEachOutlook(({ outlook, release }) => {
      if (!outlook.hang) return
      const last = runOn(release, outlook.script).ticks.at(-1)
      expect(last).toMatchObject({ phase: outlook.hang.phase, routedCanary: outlook.hang.weight })
    })
  })

  it('a gate that is said to hold holds for 200 ticks, and no other does', () => {
    forEachOutlook(({ outlook, release }) => {
      for (const { holds, script } of outlook.gates) {
        const last = runOn(release, script).ticks.at(-1)
        const ended = ['Initialized', 'Succeeded', 'Failed'].includes(last?.phase ?? '')
        if (holds) expect(last).toMatchObject({ phase: holds.phase, routedCanary: holds.routedCanary })
        else if (!outlook.hang) expect(ended).toBe(true)
      }
    })
  })

  it('a bad release is out in time, and sees no more than at worst', () => {
    forEachOutlook(({ outlook: { failures } }) => {
      if (!failures) return
      const { best, typical, worst } = failures
      expect(best.exposure).toBeLessThanOrEqual(typical.exposure)
      expect(typical.exposure).toBeLessThanOrEqual(worst.exposure)
      expect(worst.exposure).toBeLessThanOrEqual((worst.seconds / 60) * worst.peak + 1e-6)
    })
  })
})

function check(holds: (simulation: Simulation) => void): void {
  fc.assert(
    fc.property(releases, scripts, (release, script) => holds(run(release, script))),
    { numRuns },
  )
}

function forEachOutlook(holds: (found: { outlook: Foreseen; release: Release }) => void): void {
  fc.assert(
    fc.property(releases, release => {
      const timeline = timelineOf(release)
      if ('verdict' in timeline) throw new Error(timeline.verdict)
      holds({ outlook: timeline.outlook, release })
    }),
    { numRuns },
  )
}

type Foreseen = Exclude<ReturnType<typeof timelineOf>, { verdict: string }>['outlook']

function run(release: Release, script: Script): Simulation {
  const simulation = simulate(release, script)
  if ('verdict' in simulation) throw new Error(simulation.verdict)
  return simulation
}

/** The script, and its last event 200 times more. */
function runOn(release: Release, script: Script): Simulation {
  const last = script.at(-1) ?? {}
  return run(release, [...script, ...Array.from({ length: 200 }, () => ({ ...last }))])
}

function pairs(ticks: readonly Moment[]): [Moment, Moment][] {
  return ticks.slice(1).flatMap((after, index) => {
    const before = ticks[index]
    return before ? [[before, after] as [Moment, Moment]] : []
  })
}

function hasAllSteps({ routedCanary, iterations }: Moment, plan: Plan): boolean {
  return plan.strategy === 'canary' ? routedCanary >= plan.maxWeight : iterations >= plan.iterations
}
