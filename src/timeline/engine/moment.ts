import { routerOfTick } from '../../flagger/advance.ts'
import { encode } from '../../flagger/go/encode.ts'
import { deployments, type Kind } from '../../flagger/kinds.ts'
import { isProblem } from '../../flagger/providers/router.ts'
import { routesOf } from '../../flagger/rollout.ts'
import type { Tick } from '../../flagger/tick.ts'
import type { JsonMap } from '../../values/json.ts'
import { dataOf, type Manifest } from '../../values/manifest.ts'
import type { Mark } from './marks.ts'
import type { Phase } from './status.ts'
import { findRoutes, type Turn } from './turn.ts'

/** What the cluster looks like after one run of the controller. */
export interface Moment {
  /** 1 is the first run. */
  tick: number
  /** Since the Canary was created, at the end of the tick. */
  seconds: number
  phase: Phase
  canaryWeight: number
  iterations: number
  failedChecks: number
  /** What the provider's routes say; 0 and 0 where there are none yet. */
  routedPrimary: number
  routedCanary: number
  mirrored: boolean
  /** Of a Deployment that says how many pods it has. */
  targetReplicas: number | undefined
  /** The routes of the VirtualService or HTTPRoute, when there is one. Written out only when somebody looks at them, and then once. */
  routes: () => JsonMap[] | undefined
  /** Metrics and webhooks were looked at. */
  checked: boolean
  /** What has happened, in one sentence. */
  why: string
  marks: readonly Mark[]
}

/** What a run has left. */
export function momentOf(turn: Turn, { tick, seconds, why }: Pick<Moment, 'tick' | 'seconds' | 'why'>): Moment {
  const { run, status, marks, checked } = turn
  const { phase, canaryWeight, iterations, failedChecks } = status
  // Without a mesh the shares are read from the status.
  run.tick.status = { ...status }
  const routes = findRoutes(turn)
  const shares = isProblem(routes) ? { primary: 0, canary: 0, mirrored: false } : routes
  const objects = routeObjects(run.tick)
  let written: JsonMap[] | null = null
  return {
    tick,
    seconds,
    phase,
    canaryWeight,
    iterations,
    failedChecks,
    routedPrimary: shares.primary,
    routedCanary: shares.canary,
    mirrored: shares.mirrored,
    targetReplicas: replicasOf(run.tick),
    routes() {
      written ??= objects.flatMap(routesAsWritten)
      return written.length > 0 ? written : undefined
    },
    checked,
    why,
    marks,
  }
}

function replicasOf({ canary, world, names }: Tick): number | undefined {
  if (canary.spec.targetRef.kind === 'DaemonSet') return undefined
  return world.get(deployments, names.target)?.spec?.replicas
}

const withRoutes: ReadonlySet<string> = new Set(['VirtualService', 'HTTPRoute'])

interface RouteObject {
  kind: Kind
  object: Manifest
}

function routeObjects(tick: Tick): RouteObject[] {
  return routerOfTick(tick)
    .writes(tick)
    .flatMap(({ kind, name }) => {
      const object = withRoutes.has(kind.kind) ? tick.world.get(kind, name) : null
      return object ? [{ kind, object }] : []
    })
}

function routesAsWritten({ kind, object }: RouteObject): JsonMap[] {
  const { spec } = encode(dataOf(object), kind.type)
  const routes = routesOf({ ...object, spec })
  return routes ? [routes] : []
}
