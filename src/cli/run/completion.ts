import type { Command, ExitCode } from '../command.ts'
import { commands } from '../commands/index.ts'
import type { Option } from '../options.ts'
import { writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

const shells: Record<string, () => string> = { bash, zsh, fish }

/** Scripts are made from the tables of commands and options, so they never ask serin while you type. */
export function runCompletion([shell, ...more]: string[]): ExitCode {
  const script = shell !== undefined && more.length === 0 && Object.hasOwn(shells, shell) ? shells[shell] : undefined
  if (!script) throw new UsageError('expected a shell: serin completion bash, zsh or fish')
  writeOut(script())
  return 0
}

function wordsOf(command: Command): string[] {
  return Object.entries(command.options).flatMap(([name, { alias }]) => [`--${name}`, ...(alias ? [`-${alias}`] : [])])
}

/** Options whose value is one of a few words, over all commands. */
function choices(): [name: string, words: readonly string[]][] {
  const found = new Map<string, readonly string[]>()
  for (const { options } of commands) {
    for (const [name, option] of Object.entries(options)) if (option.choices) found.set(name, option.choices)
  }
  return [...found]
}

function firstWord({ name }: Command): string {
  return name.split(' ')[0] ?? name
}

/** `drift compare` before `drift`. */
function longestFirst(): Command[] {
  return [...commands].sort((a, b) => b.name.split(' ').length - a.name.split(' ').length)
}

function bash(): string {
  return `_serin() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $before in
${choices()
  .map(([name, words]) => `    --${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`)
  .join('\n')}
  esac
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '${[...new Set(commands.map(firstWord))].join(' ')}' -- "$word"))
    return
  fi
  [[ $word == -* ]] || { COMPREPLY=($(compgen -f -- "$word")); return; }
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} " in
${longestFirst()
  .map(command => `    '${command.name} '*) COMPREPLY=($(compgen -W '${wordsOf(command).join(' ')}' -- "$word")) ;;`)
  .join('\n')}
  esac
}
complete -o filenames -F _serin serin
`
}

function zsh(): string {
  return `#compdef serin
_serin() {
  local -a commands=(
${commands
  .filter(({ name }) => !name.includes(' '))
  .map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`)
  .join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "$words[2] $words[3] " in
${longestFirst()
  .map(
    command =>
      `    '${command.name} '*) _arguments ${[...zshOptions(command), "'*:file:_files'"].join(' \\\n      ')} ;;`,
  )
  .join('\n')}
  esac
}
compdef _serin serin
`
}

function zshOptions({ options }: Command): string[] {
  return Object.entries(options).map(([name, option]) => {
    const repeat = option.type === 'list' ? '*' : ''
    const action = option.choices ? `(${option.choices.join(' ')})` : '_files'
    const value = option.type === 'flag' ? '' : `:${option.value ?? 'value'}:${action}`
    return quote(`${repeat}--${name}[${option.text.replace(/[[\]:]/g, '\\$&')}]${value}`)
  })
}

function fish(): string {
  const lines = ['complete -c serin -f -n __fish_use_subcommand']
  for (const { name, summary, options } of commands) {
    const words = name.split(' ')
    const where = words.length > 1 ? quote(seen(words.slice(0, -1))) : '__fish_use_subcommand'
    lines.push(`complete -c serin -f -n ${where} -a ${words.at(-1)} -d ${quote(summary)}`)
    for (const [option, about] of Object.entries(options)) lines.push(fishOption(name, option, about))
  }
  return `${lines.join('\n')}\n`
}

function seen(words: readonly string[]): string {
  return words.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ')
}

function fishOption(command: string, name: string, { type, alias, choices: words, text }: Option): string {
  const parts = [`complete -c serin -n ${quote(seen(command.split(' ')))} -l ${name}`]
  if (alias) parts.push(`-s ${alias}`)
  if (type !== 'flag') parts.push(words ? `-x -a ${quote(words.join(' '))}` : '-r')
  return `${parts.join(' ')} -d ${quote(text)}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
