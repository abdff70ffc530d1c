import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

export const skipAnalysis: ReleaseRule = {
  reads: 'release',
  code: 'FL139',
  title: 'Every change goes out without an analysis',
  severity: 'info',
  why: 'With skipAnalysis Flagger copies every new version to the primary as soon as its pods are ready. Metrics, weights and gates are not looked at; it is meant for an emergency.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, shouldSkipAnalysis.',
  help: 'Remove skipAnalysis when the emergency is over.',
  bad: () => manifests(canary({ spec: 'skipAnalysis: «true»' })),
  good: () => manifests(canary({ spec: 'skipAnalysis: false' })),
  check({ spec }) {
    if (spec.skipAnalysis !== true) return []
    return [{ path: '/spec/skipAnalysis', message: 'every new version is promoted without an analysis' }]
  },
}
