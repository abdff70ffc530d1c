import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaTexts } from '#build/schemas.js'
import { makeFolder } from '../../project/make-folder.ts'
import { reasonOf } from '../../project/read.ts'
import { nearest } from '../../values/nearest.ts'
import type { ExitCode } from '../command.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

const suffix = '.schema.json'

/** Without a name or a folder, lists the names. */
export function runSchema(out: string | undefined, [name, ...more]: string[]): ExitCode {
  if (more.length > 0) throw new UsageError('serin schema takes one name')
  if (out !== undefined) return writeAll(out)
  const names = Object.keys(schemaTexts).map(file => file.slice(0, -suffix.length))
  if (name === undefined) {
    writeOut(`${names.join('\n')}\n`)
    return 0
  }
  const text = schemaTexts[name + suffix]
  if (text === undefined) {
    const guess = nearest(name, names)
    throw new UsageError(
      `there is no schema ${name}${guess ? `; did you mean ${guess}?` : ''}; there are ${names.join(', ')}`,
    )
  }
  writeOut(pretty(text))
  return 0
}

function writeAll(folder: string): ExitCode {
  try {
    makeFolder(folder)
    for (const [file, text] of Object.entries(schemaTexts)) writeFileSync(join(folder, file), pretty(text))
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}: ${reasonOf(error)}`)
  }
  writeErr(`wrote ${Object.keys(schemaTexts).length} schemas to ${folder}\n`)
  return 0
}

function pretty(text: string): string {
  return `${JSON.stringify(JSON.parse(text), null, 2)}\n`
}
