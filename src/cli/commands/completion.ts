import { defineCommand } from '../command.ts'

export const completionCommand = defineCommand({
  name: 'completion',
  usage: 'bash|zsh|fish',
  summary: 'Print a completion script for your shell.',
  examples: [
    ['source <(serin completion bash)', 'completion in this bash'],
    ['serin completion fish > ~/.config/fish/completions/serin.fish', 'completion in every fish'],
  ],
  options: {},
  run: async (_, positionals) => {
    const { runCompletion } = await import('../run/completion.ts')
    return runCompletion(positionals)
  },
})
