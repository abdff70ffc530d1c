import { values } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'

const right = values(`
  flaggerCanary:
    enabled: true
    serviceport: 80
`)

/** What schemas find in Devtron values, in the order of the codes. */
export const valueRules: readonly ToldRule[] = [
  {
    reads: 'elsewhere',
    code: 'DT001',
    title: 'A key that nobody reads',
    severity: 'error',
    why: 'The chart ignores keys that it does not know, without a word: what they were to change stays as it is. `port`, which Devtron’s documentation names, is one of them; the chart reads `serviceport`.',
    evidence: 'flagger.yaml of charts 1-1-0 to 4-22-0, run with helm template.',
    help: 'Correct the key, or remove it.',
    bad: () =>
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        analysis:
          «stepweight»: 10
    `),
    good: () =>
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        analysis:
          stepWeight: 10
    `),
  },
  {
    reads: 'elsewhere',
    code: 'DT002',
    title: 'A switch that is a text',
    severity: 'error',
    why: 'For the chart every text that is not empty is true: `enabled: "false"` switches the canary on.',
    evidence: 'text/template of Go: the truth of a string; run with helm template.',
    help: 'Remove the quotes.',
    bad: () =>
      values(`
      flaggerCanary:
        enabled: «"false"»
        serviceport: 80
    `),
    good: () =>
      values(`
      flaggerCanary:
        enabled: false
        serviceport: 80
    `),
  },
  {
    reads: 'elsewhere',
    code: 'DT005',
    title: 'A scoped variable that nobody resolved',
    severity: 'error',
    why: 'Devtron puts the values of scoped variables in before it renders. Here one is left over, and would stand in the manifests as it is.',
    evidence: 'Devtron, Scoped Variables.',
    help: 'Give the values as Devtron resolves them, or set the value with --set.',
    bad: () =>
      values(`
      flaggerCanary:
        enabled: true
        serviceport: «"@{{PORT}}"»
    `),
    good: () => right,
  },
  {
    reads: 'elsewhere',
    code: 'DT031',
    title: 'A duration that cannot be read',
    severity: 'error',
    why: 'The CRD and Flagger read durations such as 30s, 1m or 1m30s, and the CRD takes no hours for the interval. Anything else is refused, or silently a minute.',
    evidence: 'Flagger 1.44, artifacts/flagger/crd.yaml and GetAnalysisInterval.',
    help: 'Write a number with its unit: 30s, 1m.',
    bad: () =>
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        analysis:
          interval: «30»
    `),
    good: () =>
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        analysis:
          interval: 30s
    `),
  },
]
