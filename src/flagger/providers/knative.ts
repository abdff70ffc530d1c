import { knativeServices, knativeTraffic, primaryRevision } from '../knative.ts'
import { needed, problem } from '../problems.ts'
import { field } from '../tick.ts'
import type { Router } from './router.ts'

// Knative routes by itself: Flagger writes the traffic of the Knative Service (Flagger 1.44, pkg/router/knative.go).

export const knative: Router = {
  writes: ({ names }) => [{ kind: knativeServices, name: names.target }],
  reconcile(tick) {
    const { target } = tick.names
    if (tick.world.get(knativeServices, target)) return null
    return needed(tick, knativeServices, target, field(tick, '/spec/targetRef'), 'its traffic is not shown')
  },
  setRoutes(tick, { primary, canary }) {
    const { target } = tick.names
    const service = tick.world.get(knativeServices, target)
    if (!service) return needed(tick, knativeServices, target, field(tick, ''), 'its traffic is not shown')
    const revision = service.metadata.annotations?.[primaryRevision] ?? ''
    tick.world.put(knativeServices, {
      ...service,
      spec: { ...service.spec, traffic: knativeTraffic(revision, primary, canary) },
    })
    return null
  },
  /** Flagger reads the status, which follows the spec. */
  getRoutes(tick) {
    const { target } = tick.names
    const service = tick.world.get(knativeServices, target)
    const revision = service?.metadata.annotations?.[primaryRevision]
    const traffic = service?.spec?.traffic ?? []
    const canary = traffic.find(({ latestRevision }) => latestRevision)?.percent
    const primary = traffic.find(({ revisionName }) => revisionName === revision)?.percent
    if (primary !== undefined && canary !== undefined) return { primary, canary, mirrored: false }
    return problem('FL025', field(tick, ''), `The traffic of Knative Service ${target} is not Flagger’s`)
  },
}
