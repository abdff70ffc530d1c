import { nearest } from '../values/nearest.ts'
import { list } from '../values/quote.ts'
import type { ConfigFile } from './config/config-file.ts'
import { hasPlaceholder } from './config/placeholders.ts'
import { InputError } from './read.ts'
import { nameOf, type ProjectOptions, type Unit } from './unit.ts'

/**
 * The units that `--app` and `--env` ask for.
 *
 * @throws InputError for a name that serin.yaml does not have
 */
export function selectUnits(units: readonly Unit[], { file, data }: ConfigFile, { app, env }: ProjectOptions): Unit[] {
  const apps = namesOf('--app', app, [...Object.keys(data.apps), ...units.map(unit => unit.app)], file)
  const inApps = Object.values(data.apps).flatMap(entry => Object.keys(entry?.environments ?? {}))
  const envs = namesOf('--env', env, [...Object.keys(data.environments ?? {}), ...inApps], file)
  const chosen = units.filter(unit => (apps?.has(unit.app) ?? true) && (envs?.has(unit.env ?? '') ?? true))
  if (chosen.length === 0 && units.length > 0 && apps && envs)
    throw new InputError(`${file}: there is no ${list([...apps], 'or')} in ${list([...envs], 'or')}`)
  return chosen
}

function namesOf(
  option: string,
  given: string | undefined,
  known: readonly string[],
  file: string,
): Set<string> | null {
  if (given === undefined) return null
  const names = given.split(',').filter(name => name !== '')
  for (const name of names) {
    if (known.includes(name)) continue
    const guess = nearest(name, known)
    throw new InputError(`${option} ${name}: ${file} has none of that name${guess ? `; did you mean ${guess}?` : ''}`)
  }
  return new Set(names)
}

/** `--out` is one folder, and what one app writes there the next would take away.
 *
 * @throws InputError */
export function assertManyFolders(out: string, units: readonly Unit[]): void {
  const [one, other] = units
  if (!one || !other || out === '-') return
  const first = new Map<string | null, Unit>()
  for (const unit of units) {
    const before = first.get(unit.output.out)
    if (before) {
      const hint = hasPlaceholder(out) ? '' : `, such as --out '${out}/{env}/{app}'`
      throw new InputError(
        `--out ${out}: ${nameOf(before)} and ${nameOf(unit)} would both go there; tell them apart with {app} and {env}${hint}`,
      )
    }
    first.set(unit.output.out, unit)
  }
}
