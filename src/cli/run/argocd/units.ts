import { resolve } from 'node:path'
import { unitsOfConfig } from '../../../project/config-units.ts'
import { givenUnit } from '../../../project/given-unit.ts'
import { InputError } from '../../../project/read.ts'
import type { Unit } from '../../../project/unit.ts'
import type { Finding } from '../../../values/finding.ts'
import { list } from '../../../values/quote.ts'
import { type Asked, askedBy, withNames } from './environment.ts'
import { assertInside, findConfigIn, isWithin, withSources } from './sources.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What an application of Argo CD is. */
export interface Application {
  units: Unit[]
  /** What is wrong in serin.yaml. */
  findings: Finding[]
}

/**
 * The values that the application names; else the apps of serin.yaml that its folder belongs to; else what lies in the folder.
 *
 * @throws InputError, UsageError
 */
export function applicationOf(environment: Environment, folder: string): Application {
  const asked = askedBy(environment)
  const appPath = environment['ARGOCD_APP_SOURCE_PATH'] ?? '.'
  const config = findConfigIn(folder, appPath)
  const isGiven = asked.values.length > 0 || asked.devtron !== undefined
  const { units, findings } =
    config === null || isGiven
      ? { units: [givenUnit(withSources(withNames(environment), folder), [])], findings: [] }
      : ofConfig(asked, config, folder)
  assertInside(
    units.flatMap(({ sources }) => sources),
    folder,
    appPath,
  )
  return { units: units.map(unit => forGit(unit, asked)), findings }
}

function ofConfig(asked: Asked, config: string, folder: string): Application {
  const { units: all, findings } = unitsOfConfig({ ...asked, config }, config)
  const units = asked.app === undefined ? unitsIn(all, folder) : all
  if (units.length === 0 && findings.length === 0) {
    throw new InputError(`${config} has no app in this folder; choose one with the parameter app`)
  }
  const environments = [...new Set(units.flatMap(({ env }) => env ?? []))]
  if (environments.length > 1) {
    throw new InputError(`choose one environment with the parameter env: ${list(environments, 'or')}`)
  }
  return { units, findings }
}

/** The units that are made of files in a folder. */
export function unitsIn(units: readonly Unit[], folder: string): Unit[] {
  return units.filter(({ sources }) => sources.some(path => isWithin(folder, resolve(folder, path))))
}

/** As to stdout: no preview, and nothing of how the folder would be laid out. */
function forGit(unit: Unit, { generated }: Asked): Unit {
  const only = generated === 'apply' ? 'all' : 'authored'
  return { ...unit, output: { ...unit.output, out: null, only, generated } }
}
