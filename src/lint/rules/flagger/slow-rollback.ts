import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { checksOf, intervalOf, inWords, isAnalysed } from './schedule.ts'

export const slowRollback: ReleaseRule = {
  reads: 'release',
  code: 'FL109',
  title: 'A broken canary stays longer than a good one takes',
  severity: 'info',
  why: 'A canary whose checks fail keeps its share of the traffic until threshold of them have failed. A threshold above the number of checks that a good rollout takes means that users meet a broken version for longer than they would meet a good one.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler.go: the rollback comes when failedChecks has reached the threshold.',
  help: 'Lower threshold; two to five failed checks tell a broken version from a bad minute.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: «60»
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  check(view) {
    const { threshold = 0 } = view.analysis
    const checks = isAnalysed(view) ? checksOf(view) : null
    if (checks === null || threshold <= checks) return []
    const interval = intervalOf(view.analysis)
    const [broken, good] = [inWords(interval * threshold), inWords(interval * checks)]
    return [
      {
        path: '/spec/analysis/threshold',
        message: `a broken canary is rolled back after ${broken}; a good one is through in ${good}`,
      },
    ]
  },
}
