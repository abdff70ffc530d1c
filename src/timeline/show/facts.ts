import { plural } from '../../values/quote.ts'
import type { Failures } from '../outlook/failures.ts'
import type { Gate } from '../outlook/gates.ts'
import type { Outlook } from '../outlook/outlook.ts'
import { patience } from '../outlook/play.ts'
import { duration, exposure, percent, range } from './words.ts'

/** One thing to know about the rollouts of a release. */
export interface Fact {
  label: string
  text: string
  /** `bad` is what somebody should do something about. */
  tone: 'plain' | 'bad'
}

/** What is to be known, the most important first. */
export function factsOf(outlook: Outlook): Fact[] {
  return [
    promotionFact(outlook),
    ...documentedFacts(outlook),
    failureFact(outlook),
    ...audienceFacts(outlook),
    ...outlook.gates.map(gateFact),
    ...outlook.rollbackHooks.map(name =>
      plain('Webhook', `${name} (rollback): asked at every tick; a yes (HTTP 202 or less) rolls back`),
    ),
    hangFact(outlook),
  ]
}

function promotionFact({ promotion, fails, hang, plan, checks }: Outlook): Fact {
  if (fails !== null) return bad('Promotion', `never, although all is well. ${fails}`)
  if (!promotion && hang) return bad('Promotion', 'never, although all is well')
  if (!promotion) return bad('Promotion', `not within ${patience} ticks of ${duration(plan.interval)}`)
  const { ticks, seconds } = promotion
  const looked = checks > 0 ? `, ${plural(checks, 'check')}` : ''
  return plain('Promotion', `${duration(seconds)}: ${plural(ticks, 'tick')} of ${duration(plan.interval)}${looked}`)
}

/** Said only where people would be wrong to believe the formula. */
function documentedFacts({ promotion, documented }: Outlook): Fact[] {
  const { promotionSeconds, promotionFormula } = documented
  if (!promotion || promotionSeconds === null || promotionSeconds === promotion.seconds) return []
  const text = `say ${duration(promotionSeconds)} (${promotionFormula}), without the ticks that notice, promote and finish`
  return [plain('Flagger’s docs', text)]
}

function failureFact({ failures, detector, plan, promotion }: Outlook): Fact {
  const label = 'Bad release'
  if (plan.skipAnalysis) return bad(label, 'is promoted: the analysis is skipped')
  if (!failures)
    return bad(label, detector === null ? 'is promoted: nothing checks the canary' : 'is never rolled back')
  const late = promotion ? `; what turns bad after tick ${failures.lastNoticed} of the rollout is promoted` : ''
  return plain(label, `${timeOf(failures)}; ${seenOf(failures)}${late}`)
}

export function timeOf({ soonest, latest }: Failures): string {
  return `out after ${range(duration(soonest), duration(latest))}`
}

export function seenOf({ best, typical, worst }: Failures): string {
  if (worst.exposure === 0) return 'no requests see it'
  const span = range(exposure(best.exposure), exposure(worst.exposure))
  const typically = best.exposure === worst.exposure ? '' : ` (typically ${exposure(typical.exposure)})`
  return `it sees as much as all requests for ${span}${typically}, up to ${percent(worst.peak)} at a time`
}

function audienceFacts({ audience }: Outlook): Fact[] {
  if (audience === 'all requests') return []
  const text =
    audience === 'no requests'
      ? 'none: without a mesh the canary gets no live requests, and the iterations only count'
      : 'of the requests that match; all others stay with the primary'
  return [plain('Shares', text)]
}

function gateFact({ name, type, effect }: Gate): Fact {
  return plain('Gate', `${name === type ? name : `${name} (${type})`}: ${effect}`)
}

function hangFact({ hang, gates }: Outlook): Fact {
  if (hang) return bad('Hangs', hang.reason)
  const holding = gates.filter(({ holds }) => holds !== null)
  if (holding.length === 0) return plain('Can hang', 'no')
  return plain(
    'Can hang',
    `only while nobody opens ${holding.map(({ name }) => name).join(', ')}: Flagger waits without end`,
  )
}

export function plain(label: string, text: string): Fact {
  return { label, text, tone: 'plain' }
}

export function bad(label: string, text: string): Fact {
  return { label, text, tone: 'bad' }
}
