import type { Pointer } from '../../values/pointer.ts'
import type { Inputs } from '../inputs.ts'
import type { ProjectOptions, Unit } from '../unit.ts'
import { gathered, type Level, merged, said } from './levels.ts'
import { fill, type Names } from './placeholders.ts'
import { meaningless, type Reading, readingFor } from './reading.ts'
import { inputSettings, outputOf } from './settings.ts'

/** An app in an environment, and what keeps it from being worked on. */
export interface Draft extends Pick<Reading, 'problems' | 'own'> {
  unit: Unit
  /** Where its output folder is said; null when it has none, or the command line names it. */
  outAt: Pointer | null
}

/** What all units of a run have in common. */
export interface Run {
  /** The folder of serin.yaml, absolute. */
  root: string
  /** The way there from the folder where serin runs. */
  way: string
  options: ProjectOptions
  /** The inputs among the options. */
  given: Inputs
}

/** What an app in an environment is made from. */
interface Origin extends Run {
  /** Its entry in `apps`. */
  at: Pointer
  levels: readonly Level[]
  names: Names
}

export function draftUnit({ root, way, at, levels, names, options, given }: Origin): Draft {
  const { app, env } = names
  const settings = merged(levels)
  const reading = readingFor(way, names)
  const layers = layersOf(levels, reading)
  if (reading.sources.length === 0 && reading.problems.length === 0) {
    const help = 'Say with values, devtron or manifests where it is: here, in the environment or at the root.'
    reading.note('CF005', at, `${app} has no input`, { help, part: 'key' })
  }
  const name = said(levels, 'app')
  const inputs: Inputs = {
    ...given,
    ...inputSettings(levels, settings, options, reading.text),
    ...layers,
    'set-string': [...gathered(levels, 'setString').map(({ value }) => value), ...options['set-string']],
    'set-json': [...gathered(levels, 'setJson').map(({ value }) => value), ...options['set-json']],
    set: [...gathered(levels, 'set').map(({ value }) => value), ...options.set],
    app: name ? reading.text(name) : app,
    env: envIdOf(levels, env),
  }
  const givenFolder = (text: string) =>
    folderOf(
      fill(text, names, wrong => reading.note('CF002', at, `--out: ${meaningless(wrong, names)}`, { part: 'key' })),
    )
  const out = options.out === undefined ? said(levels, 'out') : null
  const templates = options.templates === undefined ? said(levels, 'templates') : null
  const output = outputOf(settings, options, {
    out: options.out === undefined ? out && reading.path(out) : givenFolder(options.out),
    templates: options.templates ?? (templates && reading.existing(templates, 'folder')),
    root,
  })
  const { problems, own } = reading
  const sources = options.templates === undefined ? reading.sources : [...reading.sources, options.templates]
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

/** `--out -` is stdout, whatever serin.yaml says. */
export function folderOf(out: string): string | null {
  return out === '-' ? null : out
}

/** Devtron numbers its environments; one that is named by a number needs no other. */
function envIdOf(levels: readonly Level[], env: string | null): string | undefined {
  const id = said(levels, 'envId')
  if (id) return String(id.value)
  return env !== null && /^\d+$/.test(env) ? env : undefined
}
