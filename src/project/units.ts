import { at } from '../lint/report/words.ts'
import type { Finding } from '../values/finding.ts'
import type { ConfigFile } from './config/config-file.ts'
import { findConfig } from './config/find-config.ts'
import { givenUnit } from './given-unit.ts'
import { type Inputs, inputsIn, namesInput } from './inputs.ts'
import { InputError } from './read.ts'
import { nameOf, type ProjectOptions, type Unit } from './unit.ts'

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

export const noUnits: Project = { units: [], config: null, isWhole: true, findings: [], texts: new Map() }

/**
 * Every command that works on inputs can work on each of these in turn: `load(unit.inputs)`.
 *
 * @throws InputError
 */
export async function unitsOf(options: ProjectOptions): Promise<Project> {
  const path = options.config ?? findConfig()
  if (path !== null) {
    // Most runs have no serin.yaml, and do without all that reading one takes.
    const { unitsOfConfig } = await import('./config-units.ts')
    return unitsOfConfig(options, path)
  }
  if (namesInput(options)) return justOne(givenUnit(options, []))
  throw new InputError(
    'no input: give values with -f, a chart folder with --devtron, or manifests with --manifests; or write a serin.yaml (serin init)',
  )
}

/** What commands are told that write no folders. */
type Choice = Inputs & Pick<ProjectOptions, 'config' | 'changed-since' | 'given'>

/** The units for a command that writes no folders, whatever its other options are called.
 *
 * @throws InputError */
export function unitsToRead(options: Choice): Promise<Project> {
  const { config, 'changed-since': since, given } = options
  return unitsOf({ ...inputsIn(options), config, 'changed-since': since, given })
}

/** The inputs for a command that works on one app in one environment.
 *
 * @throws InputError when serin.yaml has several and none was chosen */
export async function oneInput(options: Choice): Promise<Inputs> {
  return onlyUnit(await unitsToRead(options)).inputs
}

/** @throws InputError when there are several or none */
export function onlyUnit(project: Project): Unit {
  assertUnits(project)
  const [unit, other] = project.units
  if (!other) return unit
  throw new InputError(
    `choose one of ${project.units.length} apps and environments with --app and --env, such as ${nameOf(unit)}`,
  )
}

/** @throws InputError when there are none, and why */
export function assertUnits(project: Project): asserts project is Project & { units: [Unit, ...Unit[]] } {
  const { units, findings } = project
  const [wrong] = findings
  if (units.length > 0) return
  throw new InputError(wrong ? `${at(wrong.place)} ${wrong.message}` : 'no app of serin.yaml has changed')
}

export function justOne(unit: Unit): Project {
  return { ...noUnits, units: [unit] }
}
