import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'
import { rolloutOptions } from '../rollout-options.ts'

const renderOptions = {
  ...inputOptions,
  only: {
    type: 'text',
    value: 'PART',
    text: 'which manifests: for Git, created by the controller, given and changed by it, or the first two',
    choices: ['authored', 'generated', 'changed', 'all'],
    default: 'all',
  },
  'output-format': {
    type: 'text',
    value: 'FORMAT',
    text: 'a YAML stream or one JSON array',
    choices: ['yaml', 'json'],
    default: 'yaml',
  },
  out: {
    type: 'text',
    value: 'DIR',
    text: 'write files, one per object, and remove those that serin no longer writes; - is stdout, whatever serin.yaml says',
  },
  check: { type: 'flag', text: 'with --out: write nothing, exit 1 and list what would change' },
  delivery: {
    type: 'text',
    value: 'TOOL',
    text: 'what reads --out: its own files are written too, and it finds the manifests for Git alone',
    choices: ['fleet', 'argocd', 'flux', 'none'],
    default: 'none',
  },
  'exit-code': { type: 'flag', text: 'with --out: exit 1 when a file was written or removed, as hooks should' },
  generated: {
    type: 'text',
    value: 'HOW',
    text: 'generated manifests in --out: in a folder that GitOps tools skip, beside the others, or not at all',
    choices: ['preview', 'apply', 'omit'],
    default: 'preview',
  },
  engine: {
    type: 'text',
    value: 'NAME',
    text: 'the controller [flagger; rollouts where there are Rollouts and no Canary]',
    choices: ['flagger', 'rollouts'],
  },
  templates: { type: 'text', value: 'DIR', text: 'your own Handlebars templates over serin’s' },
  'no-cache': {
    type: 'flag',
    text: 'with serin.yaml: render everything, also what has not changed since the last run',
  },
  'explain-fixes': { type: 'flag', text: 'say on stderr what each fix changed' },
  ...rolloutOptions,
} as const satisfies Options

export type RenderOptions = Parsed<typeof renderOptions>

export const renderCommand = defineCommand({
  name: 'render',
  summary: 'Write the manifests for Git, and a preview of everything the controller will create from them.',
  examples: [
    ['serin render -f values.yaml --app shop --release shop-prod -n prod', 'everything, to stdout'],
    [
      'serin render -f values.yaml -f prod.yaml --app shop --out deploy/',
      'one file per object; the preview in deploy/.preview',
    ],
    ['serin render -f values.yaml --app shop -n prod --engine rollouts', 'the same app for Argo Rollouts'],
    ['serin render -f values.yaml --app shop --out deploy/ --check', 'fail when deploy/ is not what the values say'],
    ['serin render --env prod', 'every app of serin.yaml in one environment'],
  ],
  options: renderOptions,
  run: async options => {
    const { runRender } = await import('../run/render.ts')
    return runRender(options)
  },
})
