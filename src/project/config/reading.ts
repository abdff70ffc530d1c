import { readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { ConfigCode } from '../../values/config-codes.ts'
import type { Problem } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import type { Said } from './levels.ts'
import { pathFrom } from './paths.ts'
import { fill, type Names, namesApp, placeholderNames } from './placeholders.ts'

/** How the texts of serin.yaml are read for one app in one environment. */
export interface Reading {
  problems: Problem[]
  /** Every path of the input, whether it exists or not. */
  sources: string[]
  /** How many of them are others for each app, and how many of those exist. */
  own: { named: number; found: number }
  note(code: ConfigCode, at: Pointer, message: string, more?: Partial<Problem>): void
  /** Its placeholders filled; those that cannot be are noted. */
  text(setting: Said<string>): string
  path(setting: Said<string>): string
  /** A path of the input; null, with a note, when it is not there. */
  existing(setting: Said<string>, wanted: Wanted): string | null
}

type Wanted = 'file' | 'optional file' | 'folder' | 'file or folder'

const right: Record<Wanted, readonly (Kind | null)[]> = {
  file: ['file'],
  'optional file': ['file', null],
  folder: ['folder'],
  'file or folder': ['file', 'folder'],
}

/** `way` leads from the folder where serin runs to that of serin.yaml. */
export function readingFor(way: string, names: Names): Reading {
  const problems: Problem[] = []
  const sources: string[] = []
  const own = { named: 0, found: 0 }
  const note: Reading['note'] = (code, path, message, more) =>
    problems.push({ code, severity: 'error', object: null, path, message, ...more })

  function text({ value, at }: Said<string>): string {
    return fill(value, names, name => note('CF002', at, meaningless(name, names), suggestionFor(name)))
  }
  const path = (setting: Said<string>) => pathFrom(way, text(setting))

  function existing(setting: Said<string>, wanted: Wanted): string | null {
    const before = problems.length
    const there = path(setting)
    if (problems.length > before) return null
    const kind = kindOf(there)
    sources.push(there)
    if (namesApp(setting.value)) {
      own.named++
      if (kind !== null) own.found++
    }
    if (!right[wanted].includes(kind)) note('CF003', setting.at, missing(there, kind, wanted), alternative(there, kind))
    return kind === null || problems.length > before ? null : there
  }
  return { problems, sources, own, note, text, path, existing }
}

export function meaningless(name: string, names: Names): string {
  if (name === 'env') return `{env} stands for nothing: ${names.app} has no environments`
  if (name === 'folder')
    return `{folder} stands for nothing: ${names.app} is called by its name, not found by a pattern`
  return `unknown placeholder {${name}}; expected ${list(
    placeholderNames.map(known => `{${known}}`),
    'or',
  )}`
}

function suggestionFor(name: string): Partial<Problem> {
  const guess = nearest(name, placeholderNames)
  return guess === undefined || guess === name ? {} : { suggestion: `{${guess}}` }
}

function missing(path: string, kind: Kind | null, wanted: Wanted): string {
  return kind === null ? `there is no ${path}` : `${path} is a ${kind}, expected a ${wanted.replace('optional ', '')}`
}

/** A neighbour of nearly that name. */
function alternative(path: string, kind: Kind | null): Partial<Problem> {
  const guess = kind === null ? nearest(basename(path), namesIn(dirname(path))) : undefined
  const help = 'A values file that may be missing is written {file: NAME, optional: true}.'
  return guess === undefined ? { help } : { suggestion: guess }
}

type Kind = 'file' | 'folder'

function kindOf(path: string): Kind | null {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat ? (stat.isDirectory() ? 'folder' : 'file') : null
  } catch {
    return null
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
