export type { Loaded } from '../library/loaded.ts'
