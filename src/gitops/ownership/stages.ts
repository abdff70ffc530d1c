import type { Phase } from '../../timeline/engine/status.ts'

/** The parts of a rollout in which a controller writes different things. */
export type Stage = 'init' | 'analysis' | 'promotion' | 'finalise' | 'rollback'

const promoting: ReadonlySet<Phase> = new Set(['Promoting', 'Finalising'])
const idle: ReadonlySet<Phase> = new Set(['Initialized', 'Succeeded', 'Failed'])

/**
 * The stages that one run of Flagger belongs to, by the phases before and after it; none when it had nothing to do. Without an
 * analysis a revision is promoted and the rollout finished in one run.
 */
export function stagesOfRun(before: Phase, after: Phase): Stage[] {
  if (before === '') return ['init']
  if (after === 'Failed') return before === 'Failed' ? [] : ['rollback']
  if (after === 'Succeeded' && before !== 'Succeeded') {
    return before === 'Finalising' ? ['finalise'] : ['promotion', 'finalise']
  }
  if (promoting.has(after)) return ['promotion']
  return idle.has(after) ? [] : ['analysis']
}
