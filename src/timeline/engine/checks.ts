import { failedMetric } from './metrics.ts'
import { type End, type Turn, writeStatus } from './turn.ts'
import { firstRefusal } from './webhooks.ts'

/** Before the canary sees anything its pre-rollout webhooks are called; afterwards it is watched (scheduler.go). */
export function check(turn: Turn): End {
  return hasSeenRequests(turn) ? watch(turn) : prepare(turn)
}

export function hasSeenRequests({ routes, read, plan }: Turn): boolean {
  return routes.canary !== 0 || read.iterations !== 0 || (plan.mirror && routes.mirrored)
}

function prepare(turn: Turn): End {
  const hook = firstRefusal(turn, 'pre-rollout')
  return hook && fail(turn, `the pre-rollout webhook ${hook.name} fails`)
}

function watch(turn: Turn): End {
  turn.checked = true
  const hook = firstRefusal(turn, 'rollout')
  const text = hook ? `the webhook ${hook.name} fails` : failedMetric(turn)
  return text && fail(turn, text)
}

function fail(turn: Turn, text: string): End {
  const failedChecks = turn.read.failedChecks + 1
  writeStatus(turn, { failedChecks })
  return `Failed check ${failedChecks} of ${turn.plan.threshold}: ${text}.`
}
