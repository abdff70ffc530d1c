import type { Finding } from '../values/finding.ts'
import { changedUnits } from './changed.ts'
import { type ConfigFile, findConfig, parseConfig } from './config/config-file.ts'
import { expandConfig } from './config/expand.ts'
import { givenUnit } from './given-unit.ts'
import { maxSizeOf, namesInput } from './inputs.ts'
import { InputError, readText } from './read.ts'
import { assertManyFolders, selectUnits } from './select.ts'
import type { ProjectOptions, Unit } from './unit.ts'

/** What a command works on: the input of the command line, or the apps and environments of serin.yaml. */
export interface Project {
  units: Unit[]
  /** serin.yaml, when the units are its own. */
  config: ConfigFile | null
  /** Nothing was left out: neither by --app, --env and --changed-since nor because something is wrong with it. */
  isWhole: boolean
  /** What is wrong in serin.yaml: it concerns units that are missing here. */
  findings: Finding[]
  texts: Map<string, string>
}

/**
 * Every command that works on inputs can work on each of these in turn: `load(unit.inputs)`.
 *
 * @throws InputError
 */
export function unitsOf(options: ProjectOptions): Project {
  const path = options.config ?? findConfig()
  if (path === null) {
    if (namesInput(options)) return justOne(givenUnit(options, []))
    throw new InputError(
      'no input: give values with -f, a chart folder with --devtron, or manifests with --manifests; or write a serin.yaml (serin init)',
    )
  }
  const text = readText(path, maxSizeOf(options))
  const config = parseConfig(path, text)
  const texts = new Map([[path, text]])
  if (Array.isArray(config)) return { units: [], config: null, isWhole: false, findings: config, texts }

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

function justOne(unit: Unit): Project {
  return { units: [unit], config: null, isWhole: true, findings: [], texts: new Map() }
}
