import type { Webhook } from '../../../flagger/canary.ts'
import { parseDuration } from '../../../flagger/go/duration.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import type { ReleaseView } from '../../view/release.ts'

/** The webhooks of a Canary with their places; none when nothing is analysed, but for those that are called all the same. */
export function webhooksOf({ analysis }: ReleaseView): { webhook: Webhook; path: Pointer }[] {
  return (analysis.webhooks ?? []).map((webhook, i) => ({ webhook, path: pointer('spec', 'analysis', 'webhooks', i) }))
}

/** What comes of a webhook that can never be reached (Flagger 1.44, pkg/controller/scheduler_hooks.go). */
export function failureOf({ type }: Webhook): { stops: boolean; outcome: string } {
  switch (type) {
    case 'confirm-rollout':
      return { stops: true, outcome: 'no rollout is ever let in' }
    case 'confirm-traffic-increase':
      return { stops: true, outcome: 'the canary never gets any traffic' }
    case 'confirm-promotion':
      return { stops: true, outcome: 'nothing is ever promoted' }
    case 'pre-rollout':
    case 'rollout':
    case '':
    case undefined:
      return { stops: true, outcome: 'every check fails, and every rollout is rolled back' }
    case 'rollback':
      return { stops: false, outcome: 'it never rolls anything back' }
    default:
      return { stops: false, outcome: 'nobody hears of anything' }
  }
}

/** Nanoseconds; null when Go cannot read it. Anything shorter than two characters is ten seconds (CallWebhook). */
export function timeoutOf({ timeout = '' }: Webhook): number | null {
  return timeout.length < 2 ? 10e9 : parseDuration(timeout)
}
