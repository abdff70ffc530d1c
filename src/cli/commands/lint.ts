import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'

const lintOptions = {
  format: {
    type: 'list',
    value: 'FORMAT[=FILE]',
    text: 'text, json, sarif, junit, github, gitlab or markdown, to stdout or a file; repeat it for several [text]',
  },
  'fail-on': {
    type: 'text',
    value: 'SEVERITY',
    text: 'the least severity that makes the exit code 1',
    choices: ['error', 'warning', 'info'],
    default: 'error',
  },
  'max-warnings': { type: 'text', value: 'N', text: 'more warnings than this make the exit code 1' },
  rule: {
    type: 'list',
    value: 'CODE=LEVEL',
    text: 'off, info, warning or error for all findings of a code; repeat it for several',
  },
  fix: { type: 'flag', text: 'apply the edits that mend findings for certain' },
  'dry-run': { type: 'flag', text: 'with --fix: print the edits as a diff and write nothing' },
  baseline: { type: 'text', value: 'FILE', text: 'leave out the findings that this file lists' },
  'write-baseline': { type: 'flag', text: 'with --baseline: list the findings of this run in it' },
  'stdin-filename': { type: 'text', value: 'NAME', text: 'what findings call stdin; its folder names the app' },
  ...inputOptions,
} as const satisfies Options

export type LintOptions = Parsed<typeof lintOptions>

export const lintCommand = defineCommand({
  name: 'lint',
  usage: '[PATH...] [options]',
  summary:
    'Say what would go wrong: in Devtron values, in a Canary or Rollout, and in what the controller makes of them.',
  examples: [
    ['serin lint -f values.yaml -f prod.yaml --app shop', 'the layers of one app'],
    ['serin lint --manifests deploy/ --refs strict', 'manifests that are the whole cluster'],
    [
      'serin lint apps/ --format github --format sarif=serin.sarif',
      'every values file and manifest of a folder, in CI',
    ],
    ['serin lint apps/ --fix --dry-run', 'the edits that serin would make'],
  ],
  options: lintOptions,
  run: async (options, positionals) => {
    const { runLint } = await import('../run/lint.ts')
    return runLint(options, positionals)
  },
})
