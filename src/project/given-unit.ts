import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { folderOf } from './config/draft.ts'
import { outputOf } from './config/settings.ts'
import { inputsIn } from './inputs.ts'
import { InputError } from './read.ts'
import type { ProjectOptions, Unit } from './unit.ts'

/**
 * The input of the command line. Where it belongs to an app of serin.yaml, because all of its files are that app's, the
 * settings of the app hold for it: those on which the environments agree that it may belong to. Its files, `--set` and the
 * folder to write to are the command line's alone.
 *
 * @throws InputError
 */
export function givenUnit(options: ProjectOptions, units: readonly Unit[]): Unit {
  if (options['changed-since'] !== undefined) {
    throw new InputError(
      '--changed-since chooses among the apps of serin.yaml; leave out -f, --devtron and --manifests',
    )
  }
  const inputs = inputsIn(options)
  const { values, devtron, manifests, set } = inputs
  const sources = [...values, ...(devtron === undefined ? [] : [devtron]), ...manifests]
  const owners = ownersOf(sources, units, options)
  const settings = agreed(owners.map(unit => unit.inputs))
  const output = outputOf({}, options, {
    out: folderOf(options.out ?? '-'),
    templates: options.templates ?? null,
    root: process.cwd(),
  })
  return {
    app: inputs.app ?? settings.app ?? '',
    env: null,
    inputs: {
      ...inputs,
      ...settings,
      ...{ values, devtron, manifests, set, 'set-string': inputs['set-string'], 'set-json': inputs['set-json'] },
      app: inputs.app ?? settings.app,
      env: settings.env ?? inputs.env,
    },
    output: { ...output, ...agreed(owners.map(unit => unit.output)), out: output.out },
    sources,
  }
}

/** The units that have all of these files; of several, those that --app and --env name. */
function ownersOf(sources: readonly string[], units: readonly Unit[], { app, env }: ProjectOptions): Unit[] {
  const wanted = sources.map(path => resolve(path))
  const owners = units.filter(unit => {
    const own = new Set(unit.sources.map(path => resolve(path)))
    return wanted.every(path => own.has(path))
  })
  const ofApp = app === undefined ? owners : narrowed(owners, unit => unit.app === app || unit.inputs.app === app)
  return env === undefined ? ofApp : narrowed(ofApp, unit => unit.env === env || unit.inputs.env === env)
}

function narrowed(units: Unit[], isMeant: (unit: Unit) => boolean): Unit[] {
  const meant = units.filter(isMeant)
  return meant.length === 0 ? units : meant
}

/** What all of them have in common. */
function agreed<T extends object>([first, ...others]: readonly T[]): Partial<T> {
  const entries: [string, unknown][] = Object.entries(first ?? {})
  return Object.fromEntries(
    entries.filter(([name, value]) => others.every(other => isDeepStrictEqual(Reflect.get(other, name), value))),
  ) as Partial<T>
}
