import type { RolloutRules } from '../library/lint.ts'
import type { Loaded } from '../library/loaded.ts'

/** Loaded when there is a Rollout: most inputs have none. */
export async function rolloutRulesFor(all: readonly Loaded[]): Promise<RolloutRules> {
  if (all.every(({ rollouts }) => rollouts === null)) return null
  const { rolloutFindings } = await import('../lint/rollouts.ts')
  return rolloutFindings
}
