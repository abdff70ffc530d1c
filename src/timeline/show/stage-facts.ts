import { plural } from '../../values/quote.ts'
import type { StagesOutlook } from '../stages/outlook.ts'
import type { Stage } from '../stages/stages.ts'
import { bad, type Fact, plain, seenOf, timeOf } from './facts.ts'
import { duration } from './words.ts'

/** What is to be known of a Rollout, the most important first. */
export function stageFacts(outlook: StagesOutlook): Fact[] {
  if (outlook.rollout.spec.strategy?.blueGreen) {
    return [
      bad(
        'Promotion',
        'a blue-green Rollout has no steps to be foretold: its Service is switched when the new pods are ready',
      ),
    ]
  }
  return [promotionFact(outlook), failureFact(outlook), ...waitFacts(outlook), oldPodsFact(outlook)].filter(
    fact => fact !== null,
  )
}

function promotionFact({ stuck, promotionSeconds, stages }: StagesOutlook): Fact {
  if (stuck !== null) return bad('Promotion', `never. ${stuck}`)
  const steps = plural(stages.length - 1, 'step')
  if (promotionSeconds !== null)
    return plain('Promotion', `${duration(promotionSeconds)}: ${steps}, without the time that pods take to start`)
  const known = stages.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)
  return plain('Promotion', `${duration(known)} and as long as it waits: ${steps}`)
}

function failureFact({ failures }: StagesOutlook): Fact {
  if (!failures) return bad('Bad release', 'is promoted: no analysis that is given measures the canary')
  const late = `what turns bad after step ${failures.lastNoticed} is promoted`
  return plain('Bad release', `${timeOf(failures)}; ${seenOf(failures)}; ${late}`)
}

const waiting: Partial<Record<Stage['waits'], string>> = {
  promotion: 'until somebody promotes it (kubectl argo rollouts promote)',
  analysis: 'for its analysis, which has no end or is not given',
  experiment: 'for its experiment',
  plugin: 'for its plugin',
}

function waitFacts({ stages }: StagesOutlook): Fact[] {
  return stages.flatMap(({ step, waits, seconds }) => {
    const what = seconds === null ? waiting[waits] : undefined
    return what ? [plain('Waits', `at step ${step} ${what}`)] : []
  })
}

function oldPodsFact({ scaleDownSeconds }: StagesOutlook): Fact | null {
  return scaleDownSeconds > 0 ? plain('Old pods', `stay for ${duration(scaleDownSeconds)} after the promotion`) : null
}
