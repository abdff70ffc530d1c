import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed } from './schedule.ts'

const analysis = (step: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  stepWeightPromotion: ${step}
`

export const promotionStep: ReleaseRule = {
  reads: 'release',
  code: 'FL143',
  title: 'A promotion that never ends',
  severity: 'error',
  why: 'After a promotion Flagger moves the traffic back to the primary by stepWeightPromotion at a time. A step below 0 moves it the other way: the primary never gets all of it, and the rollout stays in phase Promoting.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runPromotionTrafficShift.',
  help: 'Write a percentage from 1 to 100, or leave it out to move all traffic at once.',
  bad: () => manifests(canary({ analysis: analysis('«-10»') })),
  good: () => manifests(canary({ analysis: analysis('10') })),
  check(view) {
    const { stepWeightPromotion: step = 0 } = view.analysis
    if (!isAnalysed(view) || view.provider === 'kubernetes' || step >= 0) return []
    return [
      {
        path: '/spec/analysis/stepWeightPromotion',
        message: `steps of ${step} never give the primary its traffic back`,
      },
    ]
  },
}
