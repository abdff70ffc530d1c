import { parseDuration } from '../../../flagger/go/duration.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const least = 10e9

export const intervalShort: ReleaseRule = {
  reads: 'release',
  code: 'FL111',
  twins: ['DT030'],
  title: 'An interval that is too short',
  severity: 'warning',
  why: 'Flagger never checks more often than every ten seconds. A shorter interval becomes 10s without a word, and the rollout takes longer than it seems.',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go, GetAnalysisInterval.',
  help: 'Write 10s or more.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: «5s»
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
        interval: 10s
        threshold: 5
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  check({ analysis: { interval = '' } }) {
    const given = parseDuration(interval)
    if (given === null || given >= least) return []
    return [{ path: '/spec/analysis/interval', message: `interval ${interval} is too short: Flagger takes 10s` }]
  },
}
