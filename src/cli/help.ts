import yargs from 'yargs'
import type { Command } from './command.ts'
import { commands } from './commands/index.ts'
import type { Option } from './options.ts'

const width = 100

/** The help page of a command, or of serin. yargs lays it out from the same tables that parsing reads. */
export async function helpOf(command: Command | null): Promise<string> {
  const page = command ? commandPage(command) : mainPage()
  const text = await page.wrap(width).version(false).help(false).showHidden(false).getHelp()
  return `${text}\n`
}

function mainPage() {
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
  const page = yargs([])
    .scriptName('serin')
    .usage(`serin ${command.name} ${command.usage ?? '[options]'}\n\n${command.summary}`)
  for (const [line, text] of command.examples) page.example(line, text)
  for (const [name, option] of Object.entries(command.options)) {
    if (!name.startsWith('no-enable-')) page.option(name, describe(option))
  }
  return page
}

function describe(option: Option) {
  return {
    ...(option.alias ? { alias: option.alias } : {}),
    ...(option.choices ? { choices: option.choices } : {}),
    ...(option.default ? { default: option.default } : {}),
    ...(option.type === 'flag' ? { boolean: true } : { string: true, array: option.type === 'list' }),
    describe: option.value ? `${option.value}: ${option.text}` : option.text,
  }
}
