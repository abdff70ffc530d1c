import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemas } from '#build/schemas.js'
import { reasonOf } from '../../project/read.ts'
import { nearest } from '../../values/nearest.ts'
import type { ExitCode } from '../command.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

/** Without a name or a folder, lists the names. */
export function runSchema(out: string | undefined, [name, ...more]: string[]): ExitCode {
  if (more.length > 0) throw new UsageError('serin schema takes one name')
  if (out !== undefined) return writeAll(out)
  const names = Object.keys(schemas)
  if (name === undefined) {
    writeOut(`${names.join('\n')}\n`)
    return 0
  }
  const text = schemas[name]
  if (text === undefined) {
    const guess = nearest(name, names)
    throw new UsageError(
      `there is no schema ${name}${guess ? `; did you mean ${guess}?` : ''}; there are ${names.join(', ')}`,
    )
  }
  writeOut(text)
  return 0
}

function writeAll(folder: string): ExitCode {
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(schemas)) writeFileSync(join(folder, `${name}.schema.json`), text)
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}: ${reasonOf(error)}`)
  }
  writeErr(`wrote ${Object.keys(schemas).length} schemas to ${folder}\n`)
  return 0
}
