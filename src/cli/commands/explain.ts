import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'

const explainOptions = {
  format: {
    type: 'text',
    value: 'FORMAT',
    text: 'for people or for programs',
    choices: ['text', 'json'],
    default: 'text',
  },
  ...inputOptions,
} as const satisfies Options

export type ExplainOptions = Parsed<typeof explainOptions>

export const explainCommand = defineCommand({
  name: 'explain',
  usage: 'values PATH | field KIND.PATH | fix [NAME] | rule [CODE] [options]',
  summary: 'Say where a value comes from and what it changes, or what a field, fix or rule means.',
  examples: [
    [
      'serin explain values flaggerCanary.analysis.stepWeight -f values.yaml -f prod.yaml --app shop',
      'who set it, what it overrode, which fields and ticks it changes',
    ],
    ['serin explain field Canary.spec.analysis.interval', 'what may stand there and what Flagger does with it'],
    ['serin explain fix threshold-range', 'what the chart gets wrong and how that is known'],
    ['serin explain rule DT009', 'what a finding means; without a code, all of them'],
  ],
  options: explainOptions,
  run: async (options, positionals) => {
    const { runExplain } = await import('../run/explain.ts')
    return runExplain(options, positionals)
  },
})
