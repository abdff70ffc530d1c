import type { Loaded } from '../library/loaded.ts'
import { load } from './load.ts'
import { InputError } from './read.ts'
import { nameOf } from './unit.ts'
import type { Project } from './units.ts'

export interface LoadedUnits {
  /** By environment: the apps of one go to the same cluster. */
  groups: Loaded[][]
  /** Why the others cannot be read. */
  errors: string[]
}

/** Reads every unit; of serin.yaml, one that cannot be read keeps the others from nothing.
 *
 * @throws InputError */
export async function loadUnits({ units, config }: Project): Promise<LoadedUnits> {
  const environments = new Map<string | null, Loaded[]>()
  const errors: string[] = []
  for (const unit of units) {
    try {
      const loaded = await load(unit.inputs)
      const others = environments.get(unit.env)
      if (others) others.push(loaded)
      else environments.set(unit.env, [loaded])
    } catch (error) {
      if (!(error instanceof InputError) || config === null) throw error
      errors.push(`${nameOf(unit)}: ${error.message}`)
    }
  }
  return { groups: [...environments.values()], errors }
}
