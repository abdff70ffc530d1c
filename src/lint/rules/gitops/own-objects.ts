import { hpas, scaledObjects } from '../../../flagger/kinds.ts'
import { primaryOf } from '../../../flagger/names.ts'
import { routerOf } from '../../../flagger/providers/index.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { type ReleaseView, refIn } from '../../view/release.ts'
import { isOwnedByCanary } from './owned-by-canary.ts'

const routes = (name: string) => `
  apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata:
    name: ${name}
    namespace: prod
  spec:
    hosts: [shop]
    http:
      - route:
          - {destination: {host: shop-primary}, weight: 100}
          - {destination: {host: shop-canary}, weight: 0}
`

export const ownObjects: ReleaseRule = {
  reads: 'release',
  code: 'GO003',
  title: 'An object that Flagger writes, in Git',
  severity: 'warning',
  why: 'Flagger writes this object in the course of every rollout: weights of routes, the pods of the primary, its autoscaler. A GitOps tool that applies it sets back what Flagger wrote. Weights jump back in the middle of an analysis, and a primary from Git is a promotion without any.',
  evidence: 'Flagger 1.44, pkg/router and pkg/canary; flagger.app, FAQ: GitOps tools and objects that Flagger owns.',
  help: 'Remove it from Git, or keep it in a folder that the tool skips, as `serin render --out` does.',
  bad: () => manifests(canary({}), deployment(), routes('«shop»')),
  good: () => manifests(canary({}), deployment()),
  check(view) {
    const { objects, canary: own } = view
    return written(view).flatMap(({ key, name }) => {
      const given = objects.get(key, own.namespace, name)
      if (!given || isOwnedByCanary(given)) return []
      const message = `Flagger writes ${given.kind} ${name}; what applies this sets it back`
      return [{ object: refIn(view, given), path: '/metadata/name', message }]
    })
  },
}

/** What Flagger makes by itself, beside Services; the Ingress or route that a Canary names is the author's. */
function written(view: ReleaseView): { key: string; name: string }[] {
  const { names, release, canary: own, spec, service, provider } = view
  const { ingressRef, routeRef, targetRef, autoscalerRef } = spec
  const routed = routerOf(provider).router.writes({
    names,
    settings: release.settings,
    canary: { namespace: own.namespace, spec: { ...(ingressRef && { ingressRef }), ...(routeRef && { routeRef }) } },
    service: { port: service.port ?? 0 },
  })
  const scaler = autoscalerRef && [hpas, scaledObjects].find(({ kind }) => kind === autoscalerRef.kind)
  return [
    ...routed
      .filter(({ name }) => name !== targetRef?.name || provider !== 'knative')
      .map(each => ({ key: each.kind.key, name: each.name })),
    { key: `apps/${targetRef?.kind ?? ''}`, name: names.targetPrimary },
    ...(scaler ? [{ key: scaler.key, name: primaryOf(autoscalerRef.name) }] : []),
  ]
}
