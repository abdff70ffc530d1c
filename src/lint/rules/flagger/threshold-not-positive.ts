import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed } from './schedule.ts'

export const thresholdNotPositive: ReleaseRule = {
  reads: 'release',
  code: 'FL108',
  title: 'A threshold of nothing',
  severity: 'warning',
  why: 'Flagger takes a threshold of 0 or less for 1: the first failed check rolls back. It switches nothing off, and it does not mean "never".',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go, GetAnalysisThreshold.',
  help: 'Write how many failed checks are too many: 1 or more.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: «0»
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
        threshold: 1
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  check(view) {
    const { threshold = 0 } = view.analysis
    if (!isAnalysed(view) || threshold > 0) return []
    return [
      {
        path: '/spec/analysis/threshold',
        message: `Flagger takes a threshold of ${threshold} for 1: the first failed check rolls back`,
      },
    ]
  },
}
