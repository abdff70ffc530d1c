import type { Options, Parsed } from './options.ts'

/** 0 clean · 1 findings or differences · 2 wrong usage, config or unreadable input · 3 internal fault */
export type ExitCode = 0 | 1 | 2

/** A command's face: cheap to load. What it does is imported when it runs. */
export interface Command<T extends Options = Options> {
  name: string
  summary: string
  /** Words after the command, as help shows them. */
  usage?: string
  /** Real command lines, each with what it does. */
  examples: readonly (readonly [line: string, text: string])[]
  options: T
  /** A method, so that the table of commands can hold commands with different options. */
  run(options: Parsed<T>, positionals: string[]): Promise<ExitCode>
}

/** Ties a command's `run` to its table of options. */
export function defineCommand<T extends Options>(command: Command<T>): Command<T> {
  return command
}
