import { readFileSync } from 'node:fs'
import type { Routes } from '../../src/flagger/providers/router.ts'
import { isProblem } from '../../src/flagger/providers/router.ts'
import { worldOf } from '../../src/flagger/read-cluster.ts'
import type { Release } from '../../src/flagger/release.ts'
import { startRun } from '../../src/flagger/rollout.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { readCanary, storeCanary } from '../../src/flagger/stored.ts'
import { noStatus } from '../../src/flagger/tick.ts'
import type { World } from '../../src/flagger/world.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { dataOf, type Manifest } from '../../src/values/manifest.ts'

/** The example of a provider, which has a page of its own. */
export function exampleOf(provider: string): Release {
  const file = `fixtures/providers/${provider}/manifests.yaml`
  const options = { namespace: 'default', settings: defaultSettings, refs: 'strict' as const }
  const [release] = readReleases([{ file, text: readFileSync(file, 'utf8') }], options).releases
  if (!release) throw new Error(`${file} has no Canary`)
  return release
}

/** A Canary with other fields; `change` gets its spec. */
export function changed(canary: Manifest, change: (spec: JsonMap) => void): Manifest {
  const copy = structuredClone(canary)
  change(dataOf(copy)['spec'] as JsonMap)
  return copy
}

const middle = { primary: 70, canary: 30, mirrored: false }
const progressing = { ...noStatus, phase: 'Progressing' }

/** The cluster in the middle of an analysis, with three of ten requests at the canary. */
export function runningCanary(release: Release): World {
  const { canary } = readStored(release.canary)
  const { world } = worldOf(release, canary)
  const run = startRun(canary, world, release, noStatus)
  const stop = run.reconcilePrimary() ?? run.reconcileRest() ?? run.setRoutes(middle)
  if (stop) throw new Error(stop.message)
  // The first run after that writes what the router left.
  const next = startRun(canary, world, release, progressing)
  next.reconcilePrimary()
  next.reconcileRest()
  return world
}

/** What the next run makes of it when the Canary says something else by then. */
export function nextRun(
  release: Release,
  running: World,
  canary: Manifest,
): { routes: Routes | null; world: World; writes: number } {
  const world = running.fork()
  const before = world.writes()
  const run = startRun(readStored(canary).canary, world, release, progressing)
  const stop = run.reconcilePrimary() ?? run.reconcileRest()
  const routes = stop ? null : run.getRoutes()
  return { routes: routes === null || isProblem(routes) ? null : routes, world, writes: world.writes() - before }
}

function readStored(canary: Manifest) {
  const { manifest, problems } = storeCanary(canary, 'default')
  if (!manifest) throw new Error(JSON.stringify(problems))
  return readCanary(manifest)
}
