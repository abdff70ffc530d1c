import yargs from 'yargs'
import type { Command } from './command.ts'
import { inputOptions, type Option } from './options.ts'

const width = 100

/** The help page of a command, or of serin. yargs lays it out from the same tables that parsing reads. */
export async function helpOf(command: Command | null, commands: readonly Command[]): Promise<string> {
  const page = command ? commandPage(command) : mainPage(commands)
  const text = await page.wrap(width).version(false).help(false).showHidden(false).getHelp()
  return `${text}\n`
}

function mainPage(commands: readonly Command[]) {
  const page = yargs([])
    .scriptName('serin')
    .usage(
      'serin <command> [options]\n\nProgressive-delivery manifests for Git: render, lint and predict Flagger and Argo Rollouts canaries.',
    )
  for (const { name, usage, summary } of commands) page.command(usage ? `${name} ${usage}` : name, summary)
  return page
    .example('serin render -f values.yaml --app shop', 'the Canary and everything Flagger will create from it')
    .example('serin <command> --help', 'options and examples of one command')
    .epilogue('Exit codes: 0 clean, 1 findings or differences, 2 wrong usage or unreadable input, 3 internal fault.')
}

function commandPage(command: Command) {
  const { name, usage, summary, examples, options } = command
  const shown = examples.map(([line, text]) => `# ${text}\n${line}`).join('\n')
  const page = yargs([])
    .scriptName('serin')
    .usage(`serin ${name} ${usage ?? '[options]'}\n\n${summary}\n\nExamples:\n${shown}`)
  const own = Object.keys(options).filter(option => !Object.hasOwn(inputOptions, option))
  const shared = Object.keys(options).filter(option => !own.includes(option) && !option.startsWith('no-enable-'))
  if (own.length > 0) page.group(own, 'Options:')
  if (shared.length > 0) page.group(shared, 'Input and settings:')
  for (const option of [...own, ...shared]) page.option(option, describe(options[option] as Option))
  return page
}

/** The kind of value stands in the text, so yargs is not told of it: it would add [string] and [array] to every line. */
function describe({ alias, choices, default: fallback, value, text }: Option) {
  return {
    ...(alias ? { alias } : {}),
    ...(choices ? { choices } : {}),
    ...(fallback ? { default: fallback } : {}),
    describe: value ? `${value}: ${text}` : text,
  }
}
