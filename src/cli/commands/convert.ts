import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'
import { rolloutOptions } from '../rollout-options.ts'

const convertOptions = {
  ...inputOptions,
  to: {
    type: 'text',
    value: 'FORM',
    text: 'Argo Rollouts, Flagger, or Devtron values',
    choices: ['rollouts', 'flagger', 'values'],
  },
  report: {
    type: 'text',
    value: 'FILE',
    text: 'write the loss report here too: JSON when the name ends in .json, else Markdown',
  },
  'output-format': {
    type: 'text',
    value: 'FORMAT',
    text: 'YAML, or JSON: an array of manifests, or the values',
    choices: ['yaml', 'json'],
    default: 'yaml',
  },
  ...rolloutOptions,
  'gate-url': {
    type: 'text',
    value: 'URL',
    text: 'for Flagger: the gate in the place of a pause without an end',
    default: 'http://flagger-loadtester/gate/check',
  },
} as const satisfies Options

export type ConvertOptions = Parsed<typeof convertOptions>

export const convertCommand = defineCommand({
  name: 'convert',
  summary:
    'Turn a Canary into a Rollout, a Rollout into a Canary, or either into Devtron values, and say what is lost.',
  examples: [
    ['serin convert -f values.yaml --app shop -n prod --to rollouts', 'Devtron values for Argo Rollouts'],
    [
      'serin convert --manifests deploy/ --to flagger --report loss.md',
      'a Rollout for Flagger; the losses in a file too',
    ],
    ['serin convert --manifests canary.yaml --to values > values.yaml', 'a Canary as values of Devtron’s chart'],
  ],
  options: convertOptions,
  run: async options => {
    const { runConvert } = await import('../run/convert.ts')
    return runConvert(options)
  },
})
