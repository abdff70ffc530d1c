import type { Pointer } from '../../values/pointer.ts'
import { type Inputs, inputsIn } from '../inputs.ts'
import type { ProjectOptions, Unit } from '../unit.ts'
import { gathered, type Level, said } from './levels.ts'
import { fill, type Names } from './placeholders.ts'
import { type Reading, readingFor } from './reading.ts'
import { inputSettings, outputOf } from './settings.ts'

/** An app in an environment, and what keeps it from being worked on. */
export interface Draft extends Pick<Reading, 'problems' | 'own'> {
  unit: Unit
  /** Where its output folder is said; null when it has none, or the command line names it. */
  outAt: Pointer | null
}

/** What an app in an environment is made from. */
export interface Origin {
  /** The folder of serin.yaml, absolute. */
  root: string
  /** Its entry in `apps`. */
  at: Pointer
  levels: readonly Level[]
  names: Names
  options: ProjectOptions
}

export function draftUnit({ root, at, levels, names, options }: Origin): Draft {
  const { app, env } = names
  const reading = readingFor(root, names)
  const layers = layersOf(levels, reading)
  if (reading.sources.length === 0 && reading.problems.length === 0) {
    const help = 'Say with values, devtron or manifests where it is: here, in the environment or at the root.'
    reading.note('CF005', at, `${app} has no input`, { help, part: 'key' })
  }
  const name = said(levels, 'app')
  const inputs: Inputs = {
    ...inputsIn(options),
    ...inputSettings(levels, options, reading.text),
    ...layers,
    'set-string': [...gathered(levels, 'setString').map(({ value }) => value), ...options['set-string']],
    'set-json': [...gathered(levels, 'setJson').map(({ value }) => value), ...options['set-json']],
    set: [...gathered(levels, 'set').map(({ value }) => value), ...options.set],
    app: name ? reading.text(name) : app,
    env: envIdOf(levels, env),
  }
  const out = options.out === undefined ? said(levels, 'out') : null
  const templates = options.templates === undefined ? said(levels, 'templates') : null
  const output = outputOf(levels, options, {
    out: options.out === undefined ? out && reading.path(out) : fill(options.out, names),
    templates: options.templates ?? (templates && reading.existing(templates, 'folder')),
    root,
  })
  const { problems, own, sources } = reading
  return { unit: { app, env, inputs, output, sources }, problems, own, outAt: out?.at ?? null }
}

function layersOf(levels: readonly Level[], reading: Reading): Pick<Inputs, 'values' | 'devtron' | 'manifests'> {
  const devtron = said(levels, 'devtron')
  return {
    values: gathered(levels, 'values').flatMap(({ value, at }) => {
      if (typeof value === 'string') return reading.existing({ value, at }, 'file') ?? []
      return reading.existing({ value: value.file, at: `${at}/file` }, value.optional ? 'optional file' : 'file') ?? []
    }),
    devtron: (devtron && reading.existing(devtron, 'folder')) ?? undefined,
    manifests: gathered(levels, 'manifests').flatMap(setting => reading.existing(setting, 'file or folder') ?? []),
  }
}

/** Devtron numbers its environments; one that is named by a number needs no other. */
function envIdOf(levels: readonly Level[], env: string | null): string | undefined {
  const id = said(levels, 'envId')
  if (id) return String(id.value)
  return env !== null && /^\d+$/.test(env) ? env : undefined
}
