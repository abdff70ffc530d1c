import type { ObjectRef, Problem } from '../values/finding.ts'
import { type OwnerReference, refOf } from '../values/manifest.ts'
import type { Pointer } from '../values/pointer.ts'
import type { Canary, CanaryService, CustomMetadata } from './canary.ts'
import { type Labels, withToolkitDisabled } from './labels.ts'
import { type Names, namesOf } from './names.ts'
import type { Release } from './release.ts'
import type { Settings } from './settings.ts'
import { does } from './versions.ts'
import type { World } from './world.ts'

/** One run of the controller over one Canary, and what it has in memory while it runs. */
export interface Tick {
  canary: Canary
  service: CanaryService
  names: Names
  settings: Settings
  world: World
  refs: Release['refs']
  /** The labels and annotations asked for on the Services. The controller changes them in memory as it goes. */
  metadata: { apex: Metadata | null; primary: Metadata | null; canary: Metadata | null }
  /** The label that selects the target's pods; empty for targets that are Services. */
  selector: { label: string; value: string }
  /** The ports found in the target's containers, by name. */
  ports: [string, number][]
  status: Status
  problems: Problem[]
}

/** What the routers read of the Canary's status, and the cookies that they keep there. */
export interface Status {
  phase: string
  iterations: number
  /** `name=value` of the cookie of this rollout and of the one before; empty when there is none. */
  cookie: string
  primaryCookie: string
  previousCookie: string
}

export const noStatus: Readonly<Status> = {
  phase: '',
  iterations: 0,
  cookie: '',
  primaryCookie: '',
  previousCookie: '',
}

/** The problem that made the controller give up this run; null when it can go on. */
export type Stop = Problem | null

export interface Metadata {
  labels: Labels
  annotations: Labels
}

export function startTick(
  canary: Canary,
  world: World,
  options: Pick<Release, 'settings' | 'refs'>,
  status: Status = noStatus,
): Tick {
  const { settings, refs } = options
  const service = serviceOf(canary, settings)
  return {
    canary,
    service,
    names: namesOf(canary.spec.targetRef.name, service.name),
    settings,
    world,
    refs,
    metadata: {
      apex: ownMetadata(service.apex),
      primary: ownMetadata(service.primary),
      canary: ownMetadata(service.canary),
    },
    selector: { label: '', value: '' },
    ports: [],
    status: { ...status },
    problems: [],
  }
}

/** The service block as this version of Flagger reads it: fields that it does not know yet are not there. */
function serviceOf(canary: Canary, settings: Settings): CanaryService {
  const service = { ...canary.spec.service }
  if (!does(settings, 'trafficDistribution')) delete service.trafficDistribution
  if (!does(settings, 'unmanagedMetadata')) delete service.unmanagedMetadata
  if (!does(settings, 'backendTimeout')) delete service.backendTimeout
  const outlier = service.trafficPolicy?.outlierDetection
  if (outlier && !does(settings, 'outlierLocalOrigin')) {
    const { splitExternalLocalOriginErrors: _, consecutiveLocalOriginFailures: __, ...rest } = outlier
    service.trafficPolicy = { ...service.trafficPolicy, outlierDetection: rest }
  }
  return service
}

function ownMetadata(metadata: CustomMetadata | undefined): Metadata | null {
  return metadata ? { labels: { ...metadata.labels }, annotations: { ...metadata.annotations } } : null
}

/**
 * What the routes take over from `service.apex`. It is the same object in the controller's memory that the apex Service was
 * made from, so that labels set there are here, too.
 */
export function apexMetadata(tick: Tick): Metadata {
  const { labels, annotations } = tick.metadata.apex ?? { labels: {}, annotations: {} }
  return { labels: { ...labels }, annotations: withToolkitDisabled(annotations) }
}

export const canaryApiVersion = 'flagger.app/v1beta1'

/** The Canary owns what it creates, and the garbage collector deletes it with the Canary. */
export function ownerOf(canary: Canary): OwnerReference {
  return {
    apiVersion: canaryApiVersion,
    kind: 'Canary',
    name: canary.name,
    uid: canary.uid,
    controller: true,
    blockOwnerDeletion: true,
  }
}

/** Owner references of mesh objects: none when the mesh is another cluster. */
export function meshOwners(tick: Tick): { ownerReferences?: OwnerReference[] } {
  return tick.settings.remoteMesh ? {} : { ownerReferences: [ownerOf(tick.canary)] }
}

export function canaryRef(canary: Canary): ObjectRef {
  const { name, namespace } = canary
  return refOf({ apiVersion: canaryApiVersion, kind: 'Canary', metadata: { name, namespace } })
}

/** A subject of problems: a field of the Canary. */
export function field(tick: Tick, path: Pointer): { object: ObjectRef; path: Pointer } {
  return { object: canaryRef(tick.canary), path }
}
