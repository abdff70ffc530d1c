import { reconcileAll } from '../../../src/flagger/advance.ts'
import { encode } from '../../../src/flagger/go/encode.ts'
import { kindKey } from '../../../src/flagger/kinds.ts'
import { predict } from '../../../src/flagger/predict.ts'
import { worldOf } from '../../../src/flagger/read-cluster.ts'
import type { Release } from '../../../src/flagger/release.ts'
import { startRun } from '../../../src/flagger/rollout.ts'
import { readCanary } from '../../../src/flagger/stored.ts'
import { noStatus, startTick } from '../../../src/flagger/tick.ts'
import type { World } from '../../../src/flagger/world.ts'
import { objectsOf, type Role, type RoleObject } from '../../../src/gitops/ownership/roles.ts'
import { type Stage, stagesOfRun } from '../../../src/gitops/ownership/stages.ts'
import { open } from '../../../src/timeline/engine/simulate.ts'
import type { Phase } from '../../../src/timeline/engine/status.ts'
import { tellScenario } from '../../../src/timeline/outlook/scenario.ts'
import { changesBetween, type DataChange } from '../../../src/values/changes.ts'
import { isMap, type Json, type JsonMap } from '../../../src/values/json.ts'
import { dataOf, type Manifest } from '../../../src/values/manifest.ts'
import { pointer } from '../../../src/values/pointer.ts'

// What a controller is seen to write, without the table: rollouts are played, and the objects compared before and after each run.

/** `held`: put back in a run that had nothing else to do. */
export interface Fact {
  role: Role
  kind: string
  path: string
  stages: (Stage | 'held')[]
}

type Snapshot = Map<string, { role: RoleObject; data: JsonMap | null }>

/**
 * Every object of a release as the controller reads it, that is through its Go types; a route that nobody has written yet as it
 * was given, with the fields that those types lack.
 */
function snapshot(world: World, release: Release, objects: readonly RoleObject[]): Snapshot {
  const written = new Set(world.changed().map(idOf))
  const raw = new Map(release.cluster.objects.map(object => [idOf(object), dataOf(object)]))
  return new Map(
    objects.map(role => {
      const { kind, object } = role
      const found = world.get(kind, object.name, object.namespace)
      const id = found ? idOf(found) : ''
      const asGiven = role.role === 'route' && !written.has(id) ? raw.get(id) : undefined
      const data = found && (asGiven ?? typed(role, found))
      return [`${kind.key} ${object.namespace}/${object.name}`, { role, data: data && fieldsOf(data) }]
    }),
  )
}

/** Without what says what the object is. */
function fieldsOf({ apiVersion: _, kind: __, ...fields }: JsonMap): JsonMap {
  return fields
}

function idOf({ apiVersion, kind, metadata }: Manifest): string {
  return `${kindKey(apiVersion, kind)} ${metadata.namespace ?? 'default'}/${metadata.name}`
}

function typed({ kind }: RoleObject, object: Manifest): JsonMap {
  const { status: _, ...data } = encode(dataOf(object), kind.type)
  return data
}

function compareSnapshots(before: Snapshot, after: Snapshot, stages: Fact['stages']): Fact[] {
  return [...after].flatMap(([id, { role, data }]) => {
    const earlier = before.get(id)?.data ?? null
    const paths = earlier && data ? changesBetween(earlier, data).flatMap(leaves) : data && !earlier ? [''] : []
    return paths
      .filter(path => !isOfEvent(role.role, path))
      .map(path => ({ role: role.role, kind: role.kind.key, path, stages }))
  })
}

/** A map that is there on one side only differs in its fields. */
function leaves({ path, before, after }: DataChange): string[] {
  const value = before ?? after
  if ((before !== undefined && after !== undefined) || !isMap(value)) return [path]
  return Object.entries(value).flatMap(([key, item]) =>
    leaves({ path: `${path}${pointer(key)}`, before: undefined, after: item }),
  )
}

/** What a new revision changes in the target, and a test in a config, is no doing of the controller. */
function isOfEvent(role: Role, path: string): boolean {
  return role === 'target' && (path.startsWith('/spec/template/spec/containers') || path.startsWith('/spec/selector'))
}

/** The usual rollouts of a release, run by run. */
export function playedFacts(release: Release): Fact[] {
  const [rehearsal, controller] = [open(release), open(release)]
  if ('verdict' in rehearsal || 'verdict' in controller) return []
  const { script } = tellScenario(rehearsal, {})
  const objects = objectsOf(release)
  const facts: Fact[] = []
  let [before, phase]: [Snapshot, Phase] = [snapshot(controller.world, release, objects), '']
  let writes = -1
  for (const event of script) {
    const moment = controller.advance(event)
    if (controller.world.writes() === writes) {
      phase = moment.phase
      continue
    }
    writes = controller.world.writes()
    const after = snapshot(controller.world, release, objects)
    facts.push(...compareSnapshots(before, after, stagesOfRun(phase, moment.phase)))
    ;[before, phase] = [after, moment.phase]
  }
  return facts
}

/** What is put back in a quiet run when Git's objects are applied again. */
export function heldFacts(release: Release): Fact[] {
  const first = predict(release)
  if (first.verdict !== 'initialized' || !first.stored) return []
  const again = withObjects(release, [...first.created.filter(isNew(release)), ...release.cluster.objects])
  const { canary } = readCanary(first.stored)
  const { world } = worldOf(again, canary)
  const objects = objectsOf(release)
  const before = snapshot(world, again, objects)
  reconcileAll(startTick(canary, world, again, { ...noStatus, phase: 'Initialized' }))
  return compareSnapshots(before, snapshot(world, again, objects), ['held'])
}

/** What a promotion does when Git has changed everything about the target and its autoscaler. */
export function promotedFacts(release: Release): Fact[] {
  const first = predict(release)
  if (first.verdict !== 'initialized' || !first.stored) return []
  const objects = objectsOf(release)
  const isOriginal = (object: Manifest) =>
    objects.some(
      ({ role, object: { kind, name } }) =>
        role.startsWith('target') && object.kind === kind && object.metadata.name === name,
    )
  const given = release.cluster.objects.map(object => (isOriginal(object) ? rewritten(object) : object))
  const later = withObjects(release, [...first.created.filter(isNew(release)), ...given])
  const { canary } = readCanary(first.stored)
  const { world } = worldOf(later, canary)
  const run = startRun(canary, world, later, { ...noStatus, phase: 'Promoting' })
  reconcileAll(run.tick)
  const before = snapshot(world, later, objects)
  run.promote()
  run.syncScaler()
  return compareSnapshots(before, snapshot(world, later, objects), ['promotion'])
}

function isNew({ cluster }: Release): (object: Manifest) => boolean {
  const id = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`
  const given = new Set(cluster.objects.map(id))
  return object => !given.has(id(object))
}

function withObjects(release: Release, objects: Manifest[]): Release {
  return { ...release, cluster: { objects, sketched: new Set() } }
}

/** Another revision of a workload or autoscaler, different in every field that counts. */
function rewritten(object: Manifest): Manifest {
  const spec = isMap(object['spec']) ? object['spec'] : {}
  const template = isMap(spec['template']) ? spec['template'] : {}
  const perKind: Record<string, JsonMap> = {
    Deployment: {
      replicas: 7,
      strategy: { type: 'Recreate' },
      minReadySeconds: 11,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 77,
    },
    DaemonSet: {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 3 } },
      minReadySeconds: 11,
      revisionHistoryLimit: 3,
    },
    HorizontalPodAutoscaler: {
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [],
      behavior: { scaleDown: { stabilizationWindowSeconds: 9 } },
    },
    ScaledObject: { pollingInterval: 9, cooldownPeriod: 9, minReplicaCount: 3, maxReplicaCount: 9 },
    Service: { type: 'ClusterIP', ports: [{ name: 'other', port: 81 }], selector: { other: 'pods' } },
  }
  const changed: JsonMap = {
    ...spec,
    ...perKind[object.kind],
    ...(isMap(spec['template']) && {
      template: {
        metadata: { ...(isMap(template['metadata']) ? template['metadata'] : {}), annotations: { new: 'yes' } },
        spec: { ...(isMap(template['spec']) ? template['spec'] : {}), serviceAccountName: 'other' },
      },
    }),
  }
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, new: 'yes' } },
    spec: changed,
  }
}

/** The release with everything that Flagger would make already in Git, but otherwise: labels, annotations and other values. */
export function takenOver(release: Release, wanted: (object: Manifest) => boolean = () => true): Release {
  const made = predict(release).created.filter(wanted).map(foreign)
  return withObjects(release, [...release.cluster.objects, ...made])
}

function foreign(object: Manifest): Manifest {
  const { labels: _, annotations: __, ownerReferences: ___, ...metadata } = object.metadata
  const isNative = /^(v1|apps|autoscaling|networking.k8s.io)/.test(object.apiVersion)
  const spec = isMap(object['spec']) ? otherwise(object['spec']) : {}
  return {
    ...object,
    ...(isMap(object['data']) && { data: { ...object['data'], foreign: '' } }),
    ...(isMap(object['spec']) && { spec: isNative ? spec : { ...spec, foreign: 'yes' } }),
    metadata: { ...metadata, labels: { foreign: 'yes' }, annotations: { foreign: 'yes' } },
  }
}

/** What names other objects stays, or the controller would not find its way. */
const names = new Set(['scaleTargetRef', 'template', 'triggers', 'kube', 'selector', 'matchLabels'])

/** Other values of the same types. */
function otherwise(spec: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]): [string, Json] => {
      if (names.has(key))
        return [key, key === 'selector' && isMap(value) && !isMap(value['matchLabels']) ? { foreign: 'pods' } : value]
      if (typeof value === 'number') return [key, value + 1]
      if (typeof value === 'string') return [key, `${value}-foreign`]
      if (Array.isArray(value)) return [key, typeof value[0] === 'string' ? ['foreign.example'] : []]
      return [key, isMap(value) ? otherwise(value) : value]
    }),
  )
}

/** What the recorded objects of a case were before and after Flagger had initialised the Canary. */
export function recordedFacts(release: Release, changed: readonly Manifest[]): Fact[] {
  const given = new Map(release.cluster.objects.map(object => [idOf(object), dataOf(object)]))
  const roles = new Map(
    objectsOf(release).map(role => [`${role.kind.key} ${role.object.namespace}/${role.object.name}`, role]),
  )
  return changed.flatMap(object => {
    const [before, role] = [given.get(idOf(object)), roles.get(idOf(object))]
    if (!before) return []
    if (!role) return [{ role: 'unknown' as Role, kind: object.kind, path: '', stages: ['init'] }]
    return changesBetween(fieldsOf(before), fieldsOf(dataOf(object)))
      .flatMap(leaves)
      .filter(path => !isOfRecording.test(path))
      .map(path => ({ role: role.role, kind: role.kind.key, path, stages: ['init'] }))
  })
}

/** Ids are tokens in a recording and quantities are spelt the shortest way; the status is the cluster's. */
const isOfRecording = /\/flagger-id$|\/resources\/|^\/status\//
