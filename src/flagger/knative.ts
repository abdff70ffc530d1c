import type { JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { knativeApiVersion } from './canary.ts'
import { kubernetesTypes } from './go/kubernetes.ts'
import { goTypes } from './go/types.ts'
import { kind } from './kinds.ts'
import { needed } from './problems.ts'
import { field, type Stop, type Tick } from './tick.ts'

// The Knative Service, which is target and route in one.

const knativeTypes = goTypes(
  `
KnativeContainer ...Container name:string
RevisionSpec ...PodSpec containers:[]KnativeContainer! containerConcurrency:*int64 timeoutSeconds:*int64
  responseStartTimeoutSeconds:*int64 idleTimeoutSeconds:*int64
RevisionTemplateSpec metadata:ObjectMeta spec:RevisionSpec
Service metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceSpec template:RevisionTemplateSpec! traffic:[]TrafficTarget
ServiceStatus latestCreatedRevisionName:string
TrafficTarget tag:string revisionName:string configurationName:string latestRevision:*bool percent:*int64 url:*string
`,
  kubernetesTypes,
)

export interface KnativeService extends Manifest {
  spec?: { template?: JsonMap; traffic?: TrafficTarget[] }
  status?: { latestCreatedRevisionName?: string }
}
export interface TrafficTarget {
  revisionName?: string
  latestRevision?: boolean
  percent?: number
}

export const knativeServices = kind<KnativeService>(knativeApiVersion, 'Service', knativeTypes)

/** The revision that takes the primary's traffic, as Flagger notes it. */
export const primaryRevision = 'flagger.app/primary-revision'

/** The newest revision gets the canary's share, the noted one the primary's. */
export function knativeTraffic(revision: string, primary: number, canary: number): TrafficTarget[] {
  return [
    { latestRevision: true, percent: canary },
    { ...(revision && { revisionName: revision }), percent: primary },
  ]
}

/** A Service that is only in Git has no revision yet; its name is given when it is created. */
export const latestRevisionToken = 'LATEST-REVISION'

/** Pins the traffic to the revision there is (Flagger 1.44, pkg/canary/knative_controller.go). */
export function initializeKnative(tick: Tick): Stop {
  if (tick.status.phase !== '' && tick.status.phase !== 'Initializing') return null
  const { target } = tick.names
  const service = tick.world.get(knativeServices, target)
  if (!service) {
    return needed(
      tick,
      knativeServices,
      target,
      field(tick, '/spec/targetRef'),
      'what Flagger changes in it is not shown',
    )
  }
  const revision = service.status?.latestCreatedRevisionName || latestRevisionToken
  tick.world.put(knativeServices, {
    ...service,
    metadata: { ...service.metadata, annotations: { ...service.metadata.annotations, [primaryRevision]: revision } },
    spec: { ...service.spec, traffic: knativeTraffic(revision, 100, 0) },
  })
  return null
}

/** The newest revision becomes the primary's. */
export function promoteKnative(tick: Tick): Stop {
  const service = tick.world.get(knativeServices, tick.names.target)
  if (!service) return null
  const revision = service.status?.latestCreatedRevisionName || latestRevisionToken
  const annotations = { ...service.metadata.annotations, [primaryRevision]: revision }
  tick.world.put(knativeServices, { ...service, metadata: { ...service.metadata, annotations } })
  return null
}
