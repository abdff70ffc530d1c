import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { ignoredFields } from './providers.ts'

export const ignoredFieldsRule: ReleaseRule = {
  reads: 'release',
  code: 'FL144',
  twins: ['DT035'],
  title: 'A field that the provider does not read',
  severity: 'info',
  why: 'spec.service has the fields of all providers, and each reads only its own. A timeout, a match or a gateway for another provider is stored and has no effect.',
  evidence: 'Flagger 1.44, pkg/router: the fields of Spec.Service that each router uses.',
  help: 'Remove the field, or say it where the provider looks for it.',
  bad: () => manifests(canary({ spec: 'provider: istio', service: 'port: 80\n«gatewayRefs»: [{name: public}]' })),
  good: () =>
    manifests(canary({ spec: 'provider: gatewayapi:v1', service: 'port: 80\ngatewayRefs: [{name: public}]' })),
  check({ provider, service }) {
    return ignoredFields(provider, service).map(field => ({
      path: `/spec/service/${field}`,
      part: 'key',
      message: `the provider ${provider} does not read ${field}`,
    }))
  },
}
