import type { Problem, Subject } from '../../values/finding.ts'
import { groupOf, type Manifest, refOf } from '../../values/manifest.ts'
import { istioGroup, splitVirtualServiceName, virtualServicesOf } from '../names.ts'
import { problem } from '../problem.ts'
import type {
  CanaryStep,
  IstioRouting,
  IstioVirtualServiceRef,
  Rollout,
  SetHeaderRoute,
  SetMirrorRoute,
} from '../rollout.ts'
import { canaryDestination, removeManagedRoutes, setHeaderRoute, setMirrorRoute } from './managed.ts'
import type { Changed } from './order.ts'
import { withHashes } from './subsets.ts'
import { setWeight } from './weight.ts'

/** The mesh after a step: the form of golden/rollouts/routes.json. */
export interface RouteStep {
  /** Index of the step; −1 before the first, the number of steps after the last. */
  step: number
  /** Percent for the canary; null when the step changes routes and not weights. */
  weight: number | null
  virtualServices: Manifest[]
  destinationRules: Manifest[]
  why: string
}

export interface Prediction {
  steps: RouteStep[]
  /** Why there are no further steps: an object that is not at hand, or a step at which the controller stops. */
  problems: Problem[]
}

/**
 * What the controller's Istio reconciler leaves in the mesh: before the first step, after each step that changes routes, and
 * after promotion (Argo Rollouts 1.10, rollout/trafficrouting/istio/istio.go). Nothing for a Rollout without Istio.
 */
export function routesAfter(rollout: Rollout, objects: readonly Manifest[]): Prediction {
  const istio = rollout.spec.strategy?.canary?.trafficRouting?.istio
  if (!istio) return { steps: [], problems: [] }
  const start = meshOf(rollout, istio, objects)
  if ('problems' in start) return { steps: [], problems: start.problems }
  return play(rollout, start, [...begin(rollout), ...routeSteps(rollout), ...end(rollout)])
}

/** The mesh before the first step alone; null where it cannot be told. */
export function routesAtStart(rollout: Rollout, objects: readonly Manifest[]): RouteStep | null {
  const istio = rollout.spec.strategy?.canary?.trafficRouting?.istio
  const start = istio && meshOf(rollout, istio, objects)
  if (!start || 'problems' in start) return null
  return play(rollout, start, begin(rollout)).steps[0] ?? null
}

interface Mesh {
  /** In the order of the Rollout's references; references to the same object share an entry. */
  virtualServices: Map<string, Manifest>
  references: { reference: IstioVirtualServiceRef; key: string }[]
  destinationRule: Manifest | null
}

/** A change to every referenced VirtualService. */
interface Move {
  step: number
  weight: number | null
  why: string
  at: string
  apply: (reference: IstioVirtualServiceRef, virtualService: Manifest, mesh: Mesh) => Changed
}

function begin(rollout: Rollout): Move[] {
  return [weightMove(rollout, -1, 0, '', 'before the first step all traffic goes to the stable pods')]
}

function routeSteps(rollout: Rollout): Move[] {
  return (rollout.spec.strategy?.canary?.steps ?? []).flatMap((step, i) => {
    const move = moveOf(rollout, step, i)
    return move ? [move] : []
  })
}

/** A step may hold several keys; the controller does routes before weights (rollout/trafficrouting.go). */
function moveOf(rollout: Rollout, step: CanaryStep, i: number): Move | null {
  const { setWeight: weight, setHeaderRoute: header, setMirrorRoute: mirror } = step
  const at = `/spec/strategy/canary/steps/${i}`
  const moves: Move[] = []
  if (header) moves.push(headerMove(rollout, i, `${at}/setHeaderRoute`, header))
  if (mirror) moves.push(mirrorMove(rollout, i, `${at}/setMirrorRoute`, mirror))
  if (weight !== undefined) {
    moves.push(weightMove(rollout, i, weight, `${at}/setWeight`, `${weight} % of the traffic goes to the canary`))
  }
  const [first, ...others] = moves
  return first ? others.reduce(together, first) : null
}

function headerMove(rollout: Rollout, step: number, at: string, header: SetHeaderRoute): Move {
  const apply: Move['apply'] = (reference, virtualService, { destinationRule }) =>
    setHeaderRoute(rollout, reference, virtualService, header, canaryDestination(rollout, destinationRule))
  return { step, weight: null, why: routeWhy('header', header), at, apply }
}

function mirrorMove(rollout: Rollout, step: number, at: string, mirror: SetMirrorRoute): Move {
  const apply: Move['apply'] = (reference, virtualService, { destinationRule }) =>
    setMirrorRoute(rollout, reference, virtualService, mirror, canaryDestination(rollout, destinationRule))
  return { step, weight: null, why: routeWhy('mirror', mirror), at, apply }
}

function together(first: Move, second: Move): Move {
  const apply: Move['apply'] = (reference, virtualService, mesh) => {
    const changed = first.apply(reference, virtualService, mesh)
    return 'error' in changed ? changed : second.apply(reference, changed.virtualService, mesh)
  }
  return { ...second, at: first.at, why: `${first.why}; ${second.why}`, apply }
}

function routeWhy(kind: 'header' | 'mirror', step: { name?: string; match?: unknown[] }): string {
  const name = JSON.stringify(step.name ?? '')
  return step.match === undefined ? `the ${kind} route ${name} is removed` : `the ${kind} route ${name} is added`
}

function end(rollout: Rollout): Move[] {
  const last = rollout.spec.strategy?.canary?.steps?.length ?? 0
  const apply: Move['apply'] = (reference, virtualService) =>
    setWeight(rollout, reference, removeManagedRoutes(rollout, virtualService), 0)
  return [
    {
      step: last,
      weight: 0,
      why: 'promoted: managed routes are gone, the new pods are the stable ones',
      at: '',
      apply,
    },
  ]
}

function weightMove(rollout: Rollout, step: number, weight: number, at: string, why: string): Move {
  const apply: Move['apply'] = (reference, virtualService) => setWeight(rollout, reference, virtualService, weight)
  return { step, weight, why, at, apply }
}

function play(rollout: Rollout, start: Mesh, moves: Move[]): Prediction {
  const steps: RouteStep[] = []
  const destinationRules = start.destinationRule ? [start.destinationRule] : []
  const virtualServices = new Map(start.virtualServices)
  for (const { step, weight, why, at, apply } of moves) {
    for (const { reference, key } of start.references) {
      const virtualService = virtualServices.get(key)
      if (!virtualService) continue
      const changed = apply(reference, virtualService, start)
      if ('error' in changed) return { steps, problems: [stopped(rollout, virtualService, at, changed.error)] }
      virtualServices.set(key, changed.virtualService)
    }
    steps.push({ step, weight, virtualServices: [...virtualServices.values()], destinationRules, why })
  }
  return { steps, problems: [] }
}

function meshOf(rollout: Rollout, istio: IstioRouting, objects: readonly Manifest[]): Mesh | { problems: Problem[] } {
  const home = rollout.metadata.namespace ?? ''
  const problems: Problem[] = []
  const virtualServices = new Map<string, Manifest>()
  const references: Mesh['references'] = []
  for (const { reference, path } of virtualServicesOf(istio)) {
    const { name, namespace } = splitVirtualServiceName(reference.name ?? '')
    const key = `${namespace || home}/${name}`
    const found = find(objects, 'VirtualService', namespace || home, name)
    if (found) virtualServices.set(key, found)
    else problems.push(missing(rollout, 'VirtualService', key, `${istioPath}/${path}/name`))
    references.push({ reference, key })
  }
  if (!istio.virtualService && !istio.virtualServices) {
    problems.push(
      problem('RO044', subject(rollout, istioPath), 'the Rollout routes with Istio and names no VirtualService'),
    )
  }
  let destinationRule: Manifest | null = null
  if (istio.destinationRule) {
    const { name = '' } = istio.destinationRule
    const found = find(objects, 'DestinationRule', home, name)
    if (found) destinationRule = withHashes(rollout, istio.destinationRule, found)
    else problems.push(missing(rollout, 'DestinationRule', `${home}/${name}`, `${istioPath}/destinationRule/name`))
  }
  return problems.length > 0 ? { problems } : { virtualServices, references, destinationRule }
}

const istioPath = '/spec/strategy/canary/trafficRouting/istio'

/** The object as the API server gives it back, whatever served version it was written in. */
function find(objects: readonly Manifest[], kind: string, namespace: string, name: string): Manifest | undefined {
  const found = objects.find(
    object =>
      object.kind === kind &&
      groupOf(object.apiVersion) === istioGroup &&
      object.metadata.name === name &&
      (object.metadata.namespace ?? '') === namespace,
  )
  return found && { ...found, apiVersion: `${istioGroup}/v1` }
}

function missing(rollout: Rollout, kind: string, key: string, path: string): Problem {
  return problem(
    'RO045',
    subject(rollout, path),
    `${kind} ${key} is not among the objects, so its routes cannot be predicted`,
  )
}

function stopped(rollout: Rollout, virtualService: Manifest, at: string, why: string): Problem {
  const { name } = refOf(virtualService)
  return problem('RO063', subject(rollout, at), `the controller stops here: VirtualService ${name} ${why}`)
}

function subject(rollout: Rollout, path: string): Subject {
  const { apiVersion, kind, metadata } = rollout
  return { object: { apiVersion, kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' }, path }
}
