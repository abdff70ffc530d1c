import { defineCommand } from '../command.ts'

export const initCommand = defineCommand({
  name: 'init',
  usage: '[DIR] [options]',
  summary:
    'Look for values, Devtron charts, Fleet bundles and Canaries in a repository, and write a serin.yaml for them.',
  examples: [
    ['serin init', 'writes serin.yaml here and says what it found'],
    ['serin init --dry-run', 'prints it instead'],
  ],
  options: {
    force: { type: 'flag', text: 'replace a serin.yaml that is there already' },
    'dry-run': { type: 'flag', text: 'print serin.yaml, write nothing' },
  },
  run: async (options, positionals) => {
    const { runInit } = await import('../run/init.ts')
    return runInit(options, positionals)
  },
})
