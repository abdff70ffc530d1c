import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'

const driftOptions = {
  ...inputOptions,
  for: {
    type: 'text',
    value: 'TOOL',
    text: 'the tool that applies Git',
    choices: ['fleet', 'argocd', 'flux'],
    default: 'argocd',
  },
  'tool-version': {
    type: 'text',
    value: 'VERSION',
    text: 'its version; Fleet applies server-side since 0.15 [Fleet 0.16, Argo CD 3.6, kustomize-controller 1.9]',
  },
  format: {
    type: 'text',
    value: 'FORMAT',
    text: 'yaml is the rules alone, ready to paste',
    choices: ['text', 'yaml', 'json', 'markdown'],
    default: 'text',
  },
  into: {
    type: 'text',
    value: 'FILE',
    text: 'add the rules to this fleet.yaml; its comments and everything else stay',
  },
} as const satisfies Options

export type DriftOptions = Parsed<typeof driftOptions>

export const driftCommand = defineCommand({
  name: 'drift',
  summary:
    'Say which fields of Git the controller writes, too, when, what comes of it, and the rules with which the GitOps tool keeps the peace.',
  examples: [
    ['serin drift -f values.yaml --app shop', 'what Argo CD and Flagger would fight about'],
    ['serin drift --manifests apps/shop --for fleet --tool-version 0.14 --into apps/shop/fleet.yaml', 'add the rules'],
    ['serin drift --manifests apps/shop --for flux --format yaml', 'the rules alone'],
  ],
  options: driftOptions,
  run: async (options, positionals) => {
    const { runDrift } = await import('../run/drift.ts')
    return runDrift(options, positionals)
  },
})
