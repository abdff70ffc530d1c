import type { Problem } from '../values/finding.ts'
import { refOf } from '../values/manifest.ts'
import type { Canary } from './canary.ts'
import type { Release } from './release.ts'
import { standIn } from './stand-in.ts'
import { typeProblems } from './type-problems.ts'
import { openWorld, type World } from './world.ts'

/** The cluster of a release, and what is wrong with the objects that get read. */
export function worldOf(release: Release, canary: Canary): { world: World; onRead: Problem[] } {
  const onRead: Problem[] = []
  const world = openWorld(standIn(release, canary, onRead), canary.namespace, (object, read) => {
    if (read.faults.length === 0 && read.unknown.length === 0) return
    const ref = { ...refOf(object), namespace: object.metadata.namespace ?? release.namespace }
    onRead.push(...typeProblems(ref, read))
  })
  return { world, onRead }
}
