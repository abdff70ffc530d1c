import type { Rule } from '../../rule.ts'
import { laterWave } from './later-wave.ts'
import { ownObjects } from './own-objects.ts'
import { ownServices } from './own-services.ts'
import { ownedByCanary } from './owned-by-canary.ts'
import { targetReplicas } from './target-replicas.ts'

/** About what Git and the controller both write, in the order of their codes. */
export const gitopsRules: readonly Rule[] = [targetReplicas, ownServices, ownObjects, ownedByCanary, laterWave]
