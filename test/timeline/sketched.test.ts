import { expect, it } from 'vitest'
import { simulate } from '../../src/timeline/engine/simulate.ts'
import { canaryOf, deploymentOf, releaseOf } from '../flagger/releases.ts'

const script = [{}, {}, { revision: true }, ...Array.from({ length: 14 }, () => ({}))] as const
const ticksOf = (release: Parameters<typeof simulate>[0]) => {
  const run = simulate(release, script)
  if ('verdict' in run) throw new Error(run.verdict)
  return run.ticks.map(({ phase, routedCanary, failedChecks }) => `${phase} ${routedCanary} ${failedChecks}`)
}

it('a target that is only sketched goes the same way as one that is given', () => {
  const given = [canaryOf('shop'), deploymentOf('shop')]
  const sketch = deploymentOf('shop')
  const sketched = releaseOf([canaryOf('shop'), sketch], { sketched: [sketch], refs: 'assume' })
  expect(ticksOf(sketched)).toEqual(ticksOf(releaseOf(given)))
})
