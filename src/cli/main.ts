import { InputError } from '../project/read.ts'
import { nearest } from '../values/nearest.ts'
import { parseArgs } from './args.ts'
import type { Command } from './command.ts'
import { commands } from './commands/index.ts'
import { writeErr, writeOut } from './streams.ts'
import { UsageError } from './usage.ts'

/** Runs one command line. Never throws; sets the exit code. */
export async function main(words: string[]): Promise<void> {
  const [name = '', ...rest] = words
  try {
    process.exitCode = await run(name, rest)
  } catch (error) {
    if (error instanceof UsageError || error instanceof InputError) {
      writeErr(`serin: ${error.message}\n`)
      process.exitCode = 2
    } else {
      const { reportFault } = await import('./fault.ts')
      writeErr(reportFault(error, words))
      process.exitCode = 3
    }
  }
}

async function run(name: string, rest: string[]): Promise<number> {
  if (name === '' || isHelp(name)) {
    const { helpOf } = await import('./help.ts')
    writeOut(await helpOf(null, commands))
    return name === '' ? 2 : 0
  }
  // `drift compare` is a command of its own, with other options than `drift`.
  const [second = '', ...others] = rest
  const longer = commands.find(candidate => candidate.name === `${name} ${second}`)
  if (longer) return runCommand(longer, others)
  const command = commands.find(
    candidate => candidate.name === (name === '--version' || name === '-V' ? 'version' : name),
  )
  if (!command) {
    const guess = nearest(
      name,
      commands.map(candidate => candidate.name),
    )
    throw new UsageError(`unknown command ${name}${guess ? `; did you mean ${guess}?` : ''}; serin --help lists them`)
  }
  return runCommand(command, rest)
}

async function runCommand(command: Command, rest: string[]): Promise<number> {
  const end = rest.indexOf('--')
  if (rest.slice(0, end < 0 ? rest.length : end).some(isHelp)) {
    const { helpOf } = await import('./help.ts')
    writeOut(await helpOf(command, commands))
    return 0
  }
  const { options, positionals } = parseArgs(rest, command.options)
  return command.run(options, positionals)
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}
