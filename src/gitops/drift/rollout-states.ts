import { isKind } from '../../rollouts/kinds.ts'
import {
  istioGroup,
  podHashLabel,
  servicesOf,
  splitVirtualServiceName,
  virtualServicesOf,
} from '../../rollouts/names.ts'
import type { Rollout } from '../../rollouts/rollout.ts'
import { type RouteStep, routesAfter } from '../../rollouts/routes/predict.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import { dataOf, groupOf, type Manifest, refOf } from '../../values/manifest.ts'
import { ownedObject } from '../ownership/find.ts'
import type { Role } from '../ownership/roles.ts'
import type { Stage } from '../ownership/stages.ts'
import { type Contested, contestedFields, idOf } from './contested.ts'
import { type Course, type Mark, type State, stored } from './states.ts'

/** A Rollout, read, with everything around it that Git has. */
export interface GivenRollout {
  rollout: Rollout
  namespace: string
  objects: readonly Manifest[]
}

type RolloutRole = Extract<Role, `rollout ${string}`>

/** What a GitOps tool finds of the objects that a Rollout names: before its steps, after each, and after the promotion. */
export function rolloutCourses(given: GivenRollout, mark: Mark): Course[] {
  const applied = new Map(given.objects.map(object => [idOf(object), stored(mark(object))]))
  const { steps } = routesAfter(given.rollout, [...applied.values()])
  return namedObjects(given).flatMap(({ role, object }): Course[] => {
    const owner = ownedObject(role, `${groupOf(object.apiVersion)}/${object.kind}`)
    const original = applied.get(idOf(object))
    if (!owner || !original) return []
    const contested: Contested = {
      object: refOf(object),
      manifest: object,
      owner,
      fields: contestedFields(owner, dataOf(object)),
      ...(role === 'rollout route' && { narrower: managedRoutes(given.rollout) }),
    }
    const states = lives[role](original, steps).map(
      ({ live, stages }): State => ({ live, stages: new Set(stages), phases: new Set() }),
    )
    return [{ contested, states, scalers: { git: [], live: [] } }]
  })
}

/** Routes that come and go with the steps, by name. */
function managedRoutes({ spec }: Rollout): string[] {
  const routes = spec.strategy?.canary?.trafficRouting?.managedRoutes ?? []
  return routes.map(({ name }) => `.spec.http[]? | select(.name == ${JSON.stringify(name)})`)
}

/** The objects of Git that the controller writes besides its own. */
function namedObjects({ rollout, namespace, objects }: GivenRollout): { role: RolloutRole; object: Manifest }[] {
  const { strategy, workloadRef } = rollout.spec
  const { trafficRouting } = strategy?.canary ?? {}
  const { stable, canary } = servicesOf(rollout)
  const { activeService = '', previewService = '' } = strategy?.blueGreen ?? {}
  const find = (role: RolloutRole, group: string, kind: string, name: string, where = namespace) =>
    objects
      .filter(object => isKind(object, group, kind) && object.metadata.name === name)
      .filter(({ metadata }) => (metadata.namespace ?? namespace) === (where || namespace))
      .map(object => ({ role, object }))
  const istio = trafficRouting?.istio
  const routes = istio
    ? virtualServicesOf(istio).map(({ reference }) => splitVirtualServiceName(reference.name ?? ''))
    : []
  const workload = workloadRef?.scaleDown && workloadRef.scaleDown !== 'never' ? (workloadRef.name ?? '') : ''
  return [
    ...find('rollout workload', 'apps', 'Deployment', workload),
    ...[...new Set([stable, canary, activeService, previewService])].flatMap(name =>
      find('rollout Service', '', 'Service', name),
    ),
    ...routes.flatMap(route => find('rollout route', istioGroup, 'VirtualService', route.name, route.namespace)),
    ...find('rollout subsets', istioGroup, 'DestinationRule', istio?.destinationRule?.name ?? ''),
  ]
}

interface Look {
  live: Manifest
  stages: Stage[]
}

const hash = 'CANARYHASH'

/** What becomes of an object, by what it is to the Rollout. */
const lives: Record<RolloutRole, (original: Manifest, steps: readonly RouteStep[]) => Look[]> = {
  'rollout workload': original => [{ live: withSpec(original, { replicas: 0 }), stages: ['init'] }],
  'rollout Service': original => {
    const { selector } = specOf(original)
    const live = withSpec(original, { selector: { ...(isMap(selector) ? selector : {}), [podHashLabel]: hash } })
    return [{ live, stages: ['init', 'analysis', 'promotion', 'rollback'] }]
  },
  'rollout route': (original, steps) => looksAt(original, steps, step => step.virtualServices),
  'rollout subsets': (original, steps) => looksAt(original, steps, step => step.destinationRules),
}

function looksAt(
  original: Manifest,
  steps: readonly RouteStep[],
  objects: (step: RouteStep) => readonly Manifest[],
): Look[] {
  return steps.flatMap((step, i) =>
    objects(step)
      .filter(object => idOf(object) === idOf(original))
      .map((live): Look => ({ live, stages: [i === 0 ? 'init' : i === steps.length - 1 ? 'promotion' : 'analysis'] })),
  )
}

function specOf(object: Manifest): JsonMap {
  const { spec = null } = dataOf(object)
  return isMap(spec) ? spec : {}
}

function withSpec(object: Manifest, fields: JsonMap): Manifest {
  return { ...object, spec: { ...specOf(object), ...fields } }
}
