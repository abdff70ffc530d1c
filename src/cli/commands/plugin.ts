import { defineCommand } from '../command.ts'
import type { Options, Parsed } from '../options.ts'

const options = {
  out: { type: 'text', value: 'DIR', text: 'write the files there, not to stdout' },
  image: { type: 'text', value: 'IMAGE', text: 'the image of the sidecar [serin: and the version]' },
} as const satisfies Options

export type PluginOptions = Parsed<typeof options>

export const pluginCommand = defineCommand({
  name: 'plugin',
  usage: 'argocd [generate|discover|parameters] [options]',
  summary: 'Be a Config Management Plugin of Argo CD, and write what it takes to install it.',
  examples: [
    ['serin plugin argocd --out argocd/', 'plugin.yaml, the patch for argocd-repo-server, an example Application'],
    ['serin plugin argocd generate', 'what Argo CD runs in an application’s folder, its parameters in the environment'],
    ['ARGOCD_APP_NAME=shop serin plugin argocd parameters', 'the parameters that Argo CD’s page shows'],
  ],
  options,
  run: async (parsed, positionals) => {
    const { runPlugin } = await import('../run/plugin.ts')
    return runPlugin(parsed, positionals)
  },
})
