import { parseDuration } from '../../../flagger/go/duration.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

export const intervalUnreadable: ReleaseRule = {
  reads: 'release',
  code: 'FL110',
  twins: ['DT031'],
  title: 'An interval that Flagger cannot read',
  severity: 'error',
  why: 'The CRD only looks at how the interval begins, so that it takes 1mzzz or 30sec. Flagger cannot read these, says nothing and checks once a minute.',
  evidence: 'Flagger 1.44, GetAnalysisInterval; the pattern of the CRD, ^[0-9]+(m|s), has no end.',
  help: 'Write a number with its unit, such as 30s, 1m or 1m30s.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: «30sec»
        threshold: 5
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 30s
        threshold: 5
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  check({ analysis: { interval = '' } }) {
    if (!/^[0-9]+(m|s)/.test(interval) || parseDuration(interval) !== null) return []
    return [{ path: '/spec/analysis/interval', message: `interval ${interval} is no duration: Flagger takes 60s` }]
  },
}
