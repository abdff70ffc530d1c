import type { ToldRule } from '../../rule.ts'
import { ignoreStale } from './ignore-stale.ts'
import { ignoreUnknown } from './ignore-unknown.ts'
import { ignoreUnreasoned } from './ignore-unreasoned.ts'

/** About `serin-ignore` comments, in the order of their codes. */
export const suppressionRules: readonly ToldRule[] = [ignoreUnreasoned, ignoreUnknown, ignoreStale]
