import { defineCommand } from '../command.ts'
import { engineOption, inputOptions, type Options, type Parsed } from '../options.ts'

const timelineOptions = {
  ...inputOptions,
  scenario: {
    type: 'text',
    value: 'FILE',
    text: 'what happens before each tick, a YAML or JSON list [a good revision, one that fails at once, one that fails late]',
  },
  'fail-at': { type: 'text', value: 'TICK', text: 'the canary is bad from this tick on' },
  'gate-opens': { type: 'list', value: 'NAME=TICK', text: 'the webhook says no before this tick' },
  compare: {
    type: 'text',
    value: 'OTHER',
    text: 'a second input beside the first: values, a Devtron chart folder, or manifests',
  },
  'budget-seconds': { type: 'text', value: 'N', text: 'exit 1 when a promotion takes longer, and say what to change' },
  'max-exposure': {
    type: 'text',
    value: 'P',
    text: 'exit 1 when a bad release gets more of the traffic, as share × minutes: 2 is every request for two minutes',
  },
  ...engineOption,
  format: {
    type: 'text',
    value: 'FORMAT',
    text: 'how to print it [text, or what the name of --out ends in]',
    choices: ['text', 'json', 'svg', 'html', 'markdown'],
  },
  out: { type: 'text', value: 'FILE', text: 'write this file, and nothing to stdout' },
} as const satisfies Options

export type TimelineOptions = Parsed<typeof timelineOptions>

export const timelineCommand = defineCommand({
  name: 'timeline',
  summary:
    'See a rollout tick by tick before it runs: weights, gates, checks, how long it takes and who sees a bad release.',
  examples: [
    ['serin timeline -f values.yaml --app shop', 'a rollout that goes well and two that fail, as a chart'],
    ['serin timeline --manifests deploy/ --format html --out rollout.html', 'the same as a page for the browser'],
    ['serin timeline -f values.yaml --fail-at 6 --gate-opens approve=9', 'what if'],
    ['serin timeline -f values.yaml --budget-seconds 600 --max-exposure 1', 'in CI: too slow, or too much at risk?'],
  ],
  options: timelineOptions,
  run: async (options, positionals) => {
    const { runTimeline } = await import('../run/timeline.ts')
    return runTimeline(options, positionals)
  },
})
