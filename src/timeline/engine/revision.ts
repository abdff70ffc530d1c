import { trackedConfigs } from '../../flagger/configs.ts'
import { daemonSets, deployments } from '../../flagger/kinds.ts'
import { compare } from '../../values/finding.ts'
import { hasNewConfigs, hasNewPods, type Phase, type Revision } from './status.ts'
import { type End, gaveUp, mark, setRoutes, syncStatus, type Turn } from './turn.ts'

/** What the target is now, as far as Flagger tells revisions apart: its pods, and the content of the configs they use. */
export function revisionOf(turn: Turn): Revision {
  return { pods: turn.target.revision, configs: configsOf(turn) }
}

function configsOf({ run, target }: Turn): string | null {
  const { world, canary, settings, names } = run.tick
  const { kind } = canary.spec.targetRef
  if (kind === 'Service' || !settings.enableConfigTracking) return null
  const workload = world.get(kind === 'DaemonSet' ? daemonSets : deployments, names.target)
  if (!workload) return ''
  const tracked = trackedConfigs(run.tick, workload.spec?.template?.spec ?? {}, workload)
  const listed = (type: string, configs: ReadonlySet<string>) =>
    [...configs].sort(compare).map(name => `${type}/${name}#${target.configs[name] ?? 0}`)
  return [...listed('configmap', tracked.configMaps), ...listed('secret', tracked.secrets)].join()
}

/**
 * A rollout begins when there is something new (shouldAdvance of scheduler.go). After a failure the revision that has failed is
 * written down first; when it does not get further in this run, the next one takes it for known.
 */
export function awaitRevision(turn: Turn): End {
  const revision = revisionOf(turn)
  if (turn.read.phase === 'Failed') {
    const { canaryWeight, failedChecks, iterations } = turn.read
    const stop = syncStatus(turn, revision, { phase: 'Failed', canaryWeight, failedChecks, iterations })
    if (stop) return gaveUp(turn, stop)
  }
  return isNew(turn, revision) ? null : (nothingNew[turn.read.phase] ?? 'There is no new revision.')
}

const nothingNew: Partial<Record<Phase, string>> = {
  Initialized: 'The primary has all requests; there is no new revision.',
  Succeeded: 'The revision is promoted; there is no newer one.',
  Failed: 'The revision has failed; there is no newer one.',
}

/** A newer revision in the middle of an analysis starts it anew (hasCanaryRevisionChanged of scheduler.go). */
export function startOver(turn: Turn): End {
  const revision = revisionOf(turn)
  if (!isNew(turn, revision)) return null
  const stop = setRoutes(turn, { primary: 100, canary: 0, mirrored: false })
  if (stop) return gaveUp(turn, stop)
  mark(turn, 'revision', revision.pods, 'passed')
  syncStatus(turn, revision, { phase: 'Progressing' })
  return 'A newer revision is there: all requests go to the primary again, and the analysis starts over.'
}

function isNew({ read }: Turn, { pods, configs }: Revision): boolean {
  return hasNewPods(read, pods) || hasNewConfigs(read, configs)
}
