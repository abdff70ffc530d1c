import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

/** Flagger 1.44, ProgressDeadlineSeconds of canary.go. */
const usual = 600

export const progressDeadline: ReleaseRule = {
  reads: 'release',
  code: 'FL145',
  title: 'A deadline that new pods cannot meet',
  severity: 'warning',
  why: 'A pod counts as available only after minReadySeconds. Where that is no shorter than progressDeadlineSeconds of the Canary, Flagger gives a new version up before it can be available, and rolls back every rollout.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_ready.go; the deadline is 600 seconds when the Canary has none.',
  help: 'Make progressDeadlineSeconds longer than minReadySeconds and the start of the app together.',
  bad: () =>
    manifests(
      canary({ spec: 'progressDeadlineSeconds: «60»' }),
      deployment({ spec: 'minReadySeconds: 90\nprogressDeadlineSeconds: 600' }),
    ),
  good: () =>
    manifests(
      canary({ spec: 'progressDeadlineSeconds: 300' }),
      deployment({ spec: 'minReadySeconds: 90\nprogressDeadlineSeconds: 600' }),
    ),
  check({ spec, target }) {
    const deadline = spec.progressDeadlineSeconds ?? usual
    const wait = target?.object.spec?.minReadySeconds ?? 0
    if (wait < deadline || wait === 0) return []
    const path = spec.progressDeadlineSeconds === undefined ? '/spec/targetRef' : '/spec/progressDeadlineSeconds'
    const message = `new pods are available after ${wait} seconds at the earliest, but Flagger waits no longer than ${deadline}`
    return [{ path, message }]
  },
}
