import type { Problem } from '../values/finding.ts'
import { describeObject } from '../values/finding.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import type { Canary } from './canary.ts'
import { daemonSets, deployments, kindKey } from './kinds.ts'
import { problem } from './problems.ts'
import type { Release } from './release.ts'
import { canaryRef } from './tick.ts'

/**
 * A release whose workload is not given, with a sketch of it: the Services need a selector, and the first selector label with
 * the target's name is what nearly everybody has. Only when missing objects are assumed.
 */
export function standIn(release: Release, canary: Canary, problems: Problem[]): Pick<Release, 'cluster' | 'namespace'> {
  const { cluster, settings } = release
  const { kind, name } = canary.spec.targetRef
  const workload = [deployments, daemonSets].find(each => each.kind === kind)
  if (release.refs === 'strict' || !workload) return release
  const isTarget = (object: Manifest) =>
    object.metadata.name === name &&
    (object.metadata.namespace ?? release.namespace) === canary.namespace &&
    kindKey(object.apiVersion, object.kind) === workload.key
  if (cluster.objects.some(isTarget)) return release
  const [label = 'app'] = settings.selectorLabels
  const sketch: Manifest = {
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    metadata: { name, namespace: canary.namespace },
    spec: { selector: { matchLabels: { [label]: name } }, template: { metadata: { labels: { [label]: name } } } },
  }
  const message = `${describeObject(refOf(sketch))} is not given; it is assumed to select its pods by ${label}=${name}, and its copies are not shown`
  problems.push(
    problem('FL021', { object: canaryRef(canary), path: '/spec/targetRef' }, message, {
      help: 'Give its manifest, too.',
    }),
  )
  return {
    namespace: release.namespace,
    cluster: { objects: [...cluster.objects, sketch], sketched: new Set([...cluster.sketched, sketch]) },
  }
}
