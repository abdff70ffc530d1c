import type { Problem } from '../../values/finding.ts'
import type { CanaryService, CanarySpec } from '../canary.ts'
import type { Kind } from '../kinds.ts'
import type { Names } from '../names.ts'
import type { Settings } from '../settings.ts'
import type { Stop, Tick } from '../tick.ts'

/** The shares of the traffic, in percent, and whether the canary gets copies of requests. */
export interface Routes {
  primary: number
  canary: number
  mirrored: boolean
}

/** What tells the names of a router's objects: part of every tick. */
export interface Named {
  names: Names
  settings: Settings
  canary: { namespace: string; spec: Pick<CanarySpec, 'ingressRef' | 'routeRef'> }
  service: Pick<CanaryService, 'port'>
}

/**
 * A mesh or ingress as Flagger drives it: pkg/router, the three methods of its Interface. They read and write the objects of
 * `tick.world`.
 */
export interface Router {
  /** The kinds of objects that it writes, and their names. */
  writes: (tick: Named) => { kind: Kind; name: string }[]
  /** Creates the routes, or corrects those that are there; weights stay, unless something else has to be corrected. */
  reconcile: (tick: Tick) => Stop
  setRoutes: (tick: Tick, routes: Routes) => Stop
  getRoutes: (tick: Tick) => Routes | Problem
}

export const initialRoutes: Routes = { primary: 100, canary: 0, mirrored: false }

export function isProblem(result: Routes | Problem): result is Problem {
  return 'code' in result
}
