export { type Loaded, nothingLoaded } from '../library/loaded.ts'
