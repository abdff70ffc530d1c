import { mapAt } from '../../../devtron/fixes/access.ts'
import { parseDuration } from '../../../flagger/go/duration.ts'
import { plural } from '../../../values/quote.ts'
import { values } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'
import { chartWeights, weightsUpTo } from './weights.ts'

const second = 1e9

export const analysisPace: ValuesRule = {
  reads: 'values',
  code: 'DT030',
  title: 'Steps and intervals that are not what they seem',
  severity: 'warning',
  why: 'Flagger does not stop at a maxWeight that is no multiple of stepWeight, but goes one step beyond. It takes an interval below 10s for 10s. And the metrics of the chart always look back one minute: a whole rollout that is shorter sees mostly what was before it.',
  evidence: 'Flagger 1.44, GetAnalysisInterval and runCanary; templates/flagger.yaml, interval: 1m.',
  help: 'Take a multiple of stepWeight for maxWeight, and an interval of 10s or more that makes the rollout longer than a minute.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      analysis:
        interval: «5s»
        maxWeight: 50
        stepWeight: 5
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      analysis:
        interval: 30s
        maxWeight: 50
        stepWeight: 5
  `),
  check(view) {
    return [...pastMax(view), ...pace(view)]
  },
}

function pastMax(view: ValuesView): Hit[] {
  const weights = chartWeights(view)
  if (!weights || weights.step > weights.max) return []
  const last = weightsUpTo(weights).at(-1) ?? 0
  if (last <= weights.max) return []
  const message = `maxWeight ${weights.max} is no multiple of stepWeight ${weights.step}: the canary gets up to ${last} percent`
  return [{ path: '/flaggerCanary/analysis/maxWeight', message }]
}

function pace(view: ValuesView): Hit[] {
  const path = '/flaggerCanary/analysis/interval'
  const { interval } = mapAt(view.block, 'analysis')
  const given = typeof interval === 'string' ? parseDuration(interval) : null
  if (given === null) return []
  if (given < 10 * second) return [{ path, message: `an interval of ${interval} is too short: Flagger takes 10s` }]
  const weights = chartWeights(view)
  const checks = weights && weightsUpTo(weights).length
  if (checks === null || given * checks >= 60 * second) return []
  const isOne = checks === 1
  const many = `${plural(checks, 'check')} of ${interval} ${isOne ? 'is' : 'are'} over`
  return [{ path, message: `${many} before the one minute that ${isOne ? 'it' : 'each of them'} looks back` }]
}
