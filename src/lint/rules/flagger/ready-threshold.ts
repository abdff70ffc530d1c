import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const analysis = (percent: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  canaryReadyThreshold: ${percent}
`
const fields = ['primaryReadyThreshold', 'canaryReadyThreshold'] as const

export const readyThreshold: ReleaseRule = {
  reads: 'release',
  code: 'FL140',
  title: 'A share of ready pods that cannot be',
  severity: 'warning',
  why: 'These are percentages of the pods that have to be available before Flagger goes on. Above 100 a workload of several pods is never ready, and the rollout ends with its progress deadline; at 0 and below it always is, with not one pod running.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_ready.go.',
  help: 'Write a percentage from 1 to 100.',
  bad: () => manifests(canary({ analysis: analysis('«150»') })),
  good: () => manifests(canary({ analysis: analysis('75') })),
  check({ analysis: own }) {
    return fields.flatMap(field => {
      const percent = own[field]
      if (percent === undefined || (percent > 0 && percent <= 100)) return []
      const outcome = percent > 100 ? 'several pods are never ready' : 'it is ready without a pod'
      return { path: `/spec/analysis/${field}`, message: `${field} is ${percent} percent: ${outcome}` }
    })
  },
}
