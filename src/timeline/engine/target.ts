import { type Canary, isKnative, type ObjectReference } from '../../flagger/canary.ts'
import {
  type ConfigMap,
  configMaps,
  type DaemonSet,
  type Deployment,
  daemonSets,
  deployments,
  type Kind,
  type PodTemplate,
  type Secret,
  secrets,
  services,
} from '../../flagger/kinds.ts'
import { knativeServices } from '../../flagger/knative.ts'
import { namesOf } from '../../flagger/names.ts'
import type { World } from '../../flagger/world.ts'
import type { Event } from './script.ts'

/** What the events have made of the target and its configs. */
export interface TargetState {
  /** The revision that the target is of: the image of its first container, the name of a Knative revision. */
  revision: string
  /** How many revisions came after the first. */
  revisions: number
  /** How often the content of each config has changed. */
  configs: Readonly<Record<string, number>>
}

export function initialTarget(world: World, { spec }: Canary): TargetState {
  return { revision: firstRevision(world, spec.targetRef), revisions: 0, configs: {} }
}

function firstRevision(world: World, targetRef: ObjectReference): string {
  if (isKnative(targetRef)) {
    return world.get(knativeServices, targetRef.name)?.status?.latestCreatedRevisionName ?? ''
  }
  const kind = workloadKind(targetRef.kind)
  return kind ? imageOf(world.get(kind, targetRef.name)?.spec?.template) : ''
}

/** Changes the objects that an event is about, as whoever deploys would. */
export function applyEvent(world: World, canary: Canary, state: TargetState, event: Event): TargetState {
  const configured = event.config === undefined ? state : changeConfig(world, state, event.config)
  return event.revision === undefined ? configured : changeRevision(world, canary, configured, event.revision)
}

function changeRevision(world: World, { spec }: Canary, state: TargetState, given: true | string): TargetState {
  const { targetRef } = spec
  const revisions = state.revisions + 1
  const kind = workloadKind(targetRef.kind)
  if (isKnative(targetRef)) {
    const revision = given === true ? `${targetRef.name}-rev-${revisions}` : given
    const service = world.get(knativeServices, targetRef.name)
    if (service) {
      const status = { ...service.status, latestCreatedRevisionName: revision }
      world.put(knativeServices, { ...service, status }, 'stored')
    }
    return { ...state, revisions, revision }
  }
  const revision = given === true ? `${repositoryOf(state.revision)}:rev-${revisions}` : given
  if (kind) changeImage(world, kind, targetRef.name, revision)
  else changeSelector(world, targetRef.name, revision)
  return { ...state, revisions, revision }
}

/** A Service as target gets other pods behind it. */
function changeSelector(world: World, name: string, revision: string): void {
  const service = world.get(services, name)
  if (!service) return
  const spec = { ...service.spec, selector: { ...service.spec?.selector, revision } }
  world.put(services, { ...service, spec }, 'stored')
}

function changeImage<T extends Deployment | DaemonSet>(world: World, kind: Kind<T>, name: string, image: string): void {
  const target = world.get(kind, name)
  if (!target) return
  const { template } = target.spec ?? {}
  const [first, ...rest] = template?.spec?.containers ?? []
  const containers = [{ name, ...first, image }, ...rest]
  const spec = { ...target.spec, template: { ...template, spec: { ...template?.spec, containers } } }
  world.put(kind, { ...target, spec }, 'stored')
}

/** Both, when a ConfigMap and a Secret have the name. */
function changeConfig(world: World, state: TargetState, name: string): TargetState {
  const changes = (state.configs[name] ?? 0) + 1
  addKey(world, configMaps, name, changes)
  addKey(world, secrets, name, changes)
  return { ...state, configs: { ...state.configs, [name]: changes } }
}

function addKey<T extends ConfigMap | Secret>(world: World, kind: Kind<T>, name: string, changes: number): void {
  const config = world.get(kind, name)
  if (config) world.put(kind, { ...config, data: { ...config.data, changed: String(changes) } }, 'stored')
}

function workloadKind(kind: string | undefined): Kind<Deployment | DaemonSet> | null {
  return kind === 'Service' ? null : kind === 'DaemonSet' ? daemonSets : deployments
}

function imageOf(template: PodTemplate | undefined): string {
  const image = template?.spec?.containers?.[0]?.['image']
  return typeof image === 'string' ? image : ''
}

/** An image without its tag or digest. */
function repositoryOf(image: string): string {
  const [name = ''] = image.split('@')
  const tag = name.indexOf(':', name.lastIndexOf('/') + 1)
  return tag < 0 ? name : name.slice(0, tag)
}

/** Primaries that are only sketched are taken to be there. */
export function hasPrimary(world: World, { spec }: Canary): boolean {
  const { kind, name } = spec.targetRef
  const workloads = workloadKind(kind)
  if (!workloads) return true
  const target = world.get(workloads, name)
  return world.get(workloads, namesOf(name, '').targetPrimary) !== null || (target !== null && world.isSketched(target))
}
