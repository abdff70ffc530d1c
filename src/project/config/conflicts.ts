import { resolve } from 'node:path'
import type { ConfigCode } from '../../values/config-codes.ts'
import type { Problem } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import { nameOf, type Unit } from '../unit.ts'
import type { Config } from './config.ts'
import type { Draft } from './draft.ts'
import type { Entry } from './expand.ts'
import { isPattern } from './folders.ts'

// What is wrong between apps, where each by itself is right.

function error(code: ConfigCode, path: Pointer, message: string, more: Partial<Problem> = {}): Problem {
  return { code, severity: 'error', object: null, path, message, ...more }
}

export function unknownEnvironment(key: string, env: string, known: readonly string[]): Problem {
  const guess = nearest(env, known)
  return error(
    'CF001',
    pointer('apps', key, 'environments', env),
    `there is no environment ${env}; ${guess ? `did you mean ${guess}?` : `the file has ${list(known)}`}`,
    { part: 'key', ...(guess && { suggestion: guess }) },
  )
}

export function emptyPatterns({ apps }: Config, found: readonly string[]): Problem[] {
  return Object.keys(apps)
    .filter(key => isPattern(key) && !found.includes(key))
    .map(key => {
      const help = 'A folder is an app when a path with {app} or {folder} is there.'
      return error('CF007', pointer('apps', key), `no folder ${key} holds an app`, { part: 'key', help })
    })
}

export function noteRepeatedNames(found: readonly { entry: Entry; drafts: Draft[] }[]): void {
  const first = new Map<string, Entry>()
  for (const { entry, drafts } of found) {
    const { app, folder } = entry.names
    const other = first.get(app)
    if (!other) first.set(app, entry)
    else {
      const message = `${folder ?? entry.key} is another app called ${app}; ${other.names.folder ?? other.key} has that name already`
      const problem = error('CF006', pointer('apps', entry.key), message, { part: 'key' })
      for (const draft of drafts) draft.problems.push(problem)
    }
  }
}

/** What one app writes the other would take away. */
export function noteSharedFolders(drafts: readonly Draft[]): void {
  const first = new Map<string, Unit>()
  for (const { unit, outAt, problems } of drafts) {
    const { out } = unit.output
    if (out === null || outAt === null) continue
    const other = first.get(resolve(out))
    if (!other) first.set(resolve(out), unit)
    else {
      const message = `${nameOf(other)} and ${nameOf(unit)} both write to ${out}`
      problems.push(error('CF004', outAt, message, { help: 'Tell them apart with {app} and {env} in the path.' }))
    }
  }
}
