import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'

const diffOptions = {
  ...inputOptions,
  against: {
    type: 'text',
    value: 'WHAT',
    text: 'what the inputs are compared with: a folder, a file, - for stdin, or a Git ref, where the same inputs are read',
  },
  format: {
    type: 'text',
    value: 'FORMAT',
    text: 'how changes are printed; patches are exact, and one for each object',
    choices: ['text', 'json', 'json-patch', 'merge-patch', 'kustomize', 'markdown'],
    default: 'text',
  },
  'exit-code': { type: 'flag', text: 'exit with 1 when something differs' },
} as const satisfies Options

export type DiffOptions = Parsed<typeof diffOptions>

export const diffCommand = defineCommand({
  name: 'diff',
  usage: '[OLD NEW] [options]',
  summary: 'What changes, object by object, and what that does to live traffic when it is applied.',
  examples: [
    ['serin diff -f values.yaml --app shop --against main', 'what the values render, now and in main'],
    ['serin diff --manifests deploy/ --against origin/main --format markdown', 'for a pull request'],
    ['serin diff old.yaml new.yaml', 'two files or folders of manifests; exits with 1 when they differ'],
    ['KUBECTL_EXTERNAL_DIFF="serin diff" kubectl diff -f deploy/', 'what kubectl would change in the cluster'],
    ['GIT_EXTERNAL_DIFF="serin diff" git diff', 'the changes of a working tree'],
  ],
  options: diffOptions,
  run: async (options, positionals) => {
    const { runDiff } = await import('../run/diff.ts')
    return runDiff(options, positionals)
  },
})
