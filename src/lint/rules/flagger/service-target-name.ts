import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const targetRef = '\n  apiVersion: v1\n  kind: Service\n  name: shop\n'

export const serviceTargetName: ReleaseRule = {
  reads: 'release',
  code: 'FL147',
  title: 'Routes to Services that do not exist',
  severity: 'error',
  why: 'For a target that is a Service Flagger makes copies called after the target, <target>-primary and <target>-canary, but the routes lead to <service.name>-primary and -canary. Where the two names differ all requests go nowhere.',
  evidence: 'Flagger 1.44, pkg/canary/service_controller.go; GetServiceNames of canary.go.',
  help: 'Leave service.name out, or give it the name of the target.',
  bad: () => manifests(canary({ targetRef, service: 'name: «web»\nport: 80' })),
  good: () => manifests(canary({ targetRef, service: 'name: shop\nport: 80' })),
  check({ spec: { targetRef: target }, names, service, provider }) {
    if (target?.kind !== 'Service' || target.apiVersion !== 'v1' || !service.name || names.apex === names.target)
      return []
    if (provider === 'kubernetes') return []
    const message = `the routes lead to ${names.primary} and ${names.canary}, but the Services are ${names.targetPrimary} and ${names.targetCanary}`
    return [{ path: '/spec/service/name', message }]
  },
}
