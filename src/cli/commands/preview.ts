import { defineCommand } from '../command.ts'
import { engineOption, inputOptions, type Options, type Parsed } from '../options.ts'

const previewOptions = {
  ...inputOptions,
  port: {
    type: 'text',
    value: 'N',
    text: 'where the page is served, on this machine alone; 0 is any free port',
    default: '7420',
  },
  report: { type: 'text', value: 'FILE.html', text: 'write the page to this file, and serve nothing' },
  ...engineOption,
} as const satisfies Options

export type PreviewOptions = Parsed<typeof previewOptions>

export const previewCommand = defineCommand({
  name: 'preview',
  summary:
    'A page with everything at once: findings, the rollout as a picture, and every manifest. It follows the files.',
  examples: [
    [
      'serin preview -f values.yaml --app shop',
      'serves http://127.0.0.1:7420/ until Ctrl-C; the page follows your edits',
    ],
    ['serin preview --manifests deploy/ --report preview.html', 'one file, for a pull request or a mail'],
  ],
  options: previewOptions,
  run: async (options, positionals) => {
    const { runPreview } = await import('../run/preview.ts')
    return runPreview(options, positionals)
  },
})
