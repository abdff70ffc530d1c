import type { Loaded } from './loaded.ts'

export type Engine = 'flagger' | 'rollouts'

/** Rollouts are no Canaries: with nothing else in the input there is one engine to choose. */
export function engineOf(asked: Engine | null | undefined, { releases, rollouts }: Loaded): Engine {
  return asked ?? (rollouts && releases.length === 0 ? 'rollouts' : 'flagger')
}
