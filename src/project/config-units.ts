import { changedUnits } from './changed.ts'
import { parseConfig } from './config/config-file.ts'
import { expandConfig } from './config/expand.ts'
import { givenUnit } from './given-unit.ts'
import { maxSizeOf, namesInput } from './inputs.ts'
import { readText } from './read.ts'
import { assertManyFolders, selectUnits } from './select.ts'
import type { ProjectOptions } from './unit.ts'
import { justOne, noUnits, type Project } from './units.ts'

/** The apps and environments of a serin.yaml, or the input of the command line with what it says of that.
 *
 * @throws InputError */
export function unitsOfConfig(options: ProjectOptions, path: string): Project {
  const text = readText(path, maxSizeOf(options))
  const config = parseConfig(path, text)
  const texts = new Map([[path, text]])
  if (Array.isArray(config)) return { ...noUnits, isWhole: false, findings: config, texts }

  const { units, findings } = expandConfig(config, options)
  if (namesInput(options)) return justOne(givenUnit(options, units))
  const chosen = selectUnits(units, config, options)
  if (options.out !== undefined) assertManyFolders(options.out, chosen)
  const since = options['changed-since']
  return {
    units: since === undefined ? chosen : changedUnits(chosen, path, since),
    config,
    isWhole: findings.length === 0 && since === undefined && chosen.length === units.length,
    findings,
    texts,
  }
}
