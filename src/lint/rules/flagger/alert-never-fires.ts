import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const analysis = (alert: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  alerts:
    - ${alert}
      providerRef: {name: on-call}
`

export const alertNeverFires: ReleaseRule = {
  reads: 'release',
  code: 'FL123',
  title: 'An alert that never fires',
  severity: 'warning',
  why: "Flagger sends an alert when its severity is that of the event, and an alert of severity info always. Without a severity it is equal to none: the alert is never sent, though the documentation calls info the default. As soon as a Canary has alerts, Flagger's own notifier keeps quiet about it, too.",
  evidence: 'Flagger 1.44, pkg/controller/events.go, alert.',
  help: 'Write severity: info, warn or error.',
  bad: () => manifests(canary({ analysis: analysis('«name»: on-call') })),
  good: () => manifests(canary({ analysis: analysis('name: on-call\n      severity: warn') })),
  check({ analysis: { alerts = [] } }) {
    return alerts.flatMap(({ name, severity }, i) =>
      severity
        ? []
        : {
            path: pointer('spec', 'analysis', 'alerts', i, 'name'),
            part: 'key',
            message: `the alert ${name} has no severity, and so it is never sent`,
          },
    )
  },
}
