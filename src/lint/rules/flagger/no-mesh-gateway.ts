import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const service = (gateways: string) => `port: 80\nhosts: [shop.example.com]\ngateways: ${gateways}`

export const noMeshGateway: ReleaseRule = {
  reads: 'release',
  code: 'FL130',
  twins: ['DT016'],
  title: 'Callers inside the mesh never meet the canary',
  severity: 'warning',
  why: 'Flagger adds the gateway `mesh` only to a VirtualService that has no gateway at all. With others the weights hold for what comes through those; callers inside the mesh always get the primary.',
  evidence: 'Flagger 1.44, pkg/router/istio.go, reconcileVirtualService.',
  help: 'Add mesh to gateways if callers inside the mesh are to meet the canary, too.',
  bad: () => manifests(canary({ service: service('«[istio-system/public]»') })),
  good: () => manifests(canary({ service: service('[istio-system/public, mesh]') })),
  check({ service: { gateways = [] }, provider }) {
    if (provider !== 'istio' || gateways.length === 0 || gateways.includes('mesh')) return []
    const message = 'the gateways do not include mesh: callers inside the mesh always get the primary'
    return [{ path: '/spec/service/gateways', message }]
  },
}
