import { pointer } from '../../../values/pointer.ts'
import { canary, manifests, withFlags } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const provider = `
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata:
  name: on-call
  namespace: prod
spec:
  type: slack
  channel: on-call
  address: https://hooks.slack.com/services/x
`
const analysis = (name: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  alerts:
    - name: on-call
      severity: warn
      providerRef: {name: ${name}}
`

export const alertProviderMissing: ReleaseRule = {
  reads: 'release',
  code: 'FL124',
  title: 'An AlertProvider that is not there',
  severity: 'warning',
  why: "Flagger looks for the AlertProvider when something happens. While it is missing the alert only leaves a line in Flagger's log, and nobody hears of a rollback.",
  evidence: 'Flagger 1.44, pkg/controller/events.go, alert.',
  help: 'Add the AlertProvider, or correct the reference; without a namespace it is that of the Canary.',
  bad: () => withFlags('--refs strict', manifests(canary({ analysis: analysis('«oncall»') }), provider)),
  good: () => withFlags('--refs strict', manifests(canary({ analysis: analysis('on-call') }), provider)),
  check({ analysis: { alerts = [] }, objects, canary: own, release }) {
    return alerts.flatMap(({ name, providerRef }, i) => {
      const namespace = providerRef?.namespace || own.namespace
      if (!providerRef || objects.get('flagger.app/AlertProvider', namespace, providerRef.name)) return []
      const path = pointer('spec', 'analysis', 'alerts', i, 'providerRef', 'name')
      const object = `AlertProvider ${namespace}/${providerRef.name}`
      if (release.refs === 'strict')
        return { path, message: `${object} does not exist: the alert ${name} is never sent` }
      const help = 'Give its manifest, too.'
      return { path, severity: 'info', message: `${object} is not given; it is assumed to exist`, help }
    })
  },
}
