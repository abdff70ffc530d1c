import { trackedConfigs } from '../../flagger/configs.ts'
import { daemonSets, deployments } from '../../flagger/kinds.ts'
import type { Tick } from '../../flagger/tick.ts'
import { compare } from '../../values/finding.ts'
import { setRoutes } from './objects.ts'
import { hasNewConfigs, hasNewPods, type Phase, type Revision } from './status.ts'
import { type End, gaveUp, mark, syncStatus, type Turn } from './turn.ts'

/** What the target is now, as far as Flagger tells revisions apart: its pods, and the content of the configs they use. */
export function revisionOf({ target, trackedConfigs }: Turn): Revision {
  const configs = trackedConfigs()
  return {
    pods: target.revision,
    configs: configs?.map(name => `${name}#${target.configs[name] ?? 0}`).join() ?? null,
  }
}

/** Events change what is in a config, never which ones there are. */
export function trackedNames(tick: Tick): string[] | null {
  const { world, canary, settings, names } = tick
  const { kind } = canary.spec.targetRef
  if (kind === 'Service' || !settings.enableConfigTracking) return null
  const workload = world.get(kind === 'DaemonSet' ? daemonSets : deployments, names.target)
  if (!workload) return []
  const tracked = trackedConfigs(tick, workload.spec?.template?.spec ?? {}, workload)
  return [...tracked.configMaps, ...tracked.secrets].sort(compare)
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
