import { defineCommand } from '../command.ts'
import { inputOptions, type Options, type Parsed } from '../options.ts'

const compareOptions = {
  for: {
    type: 'text',
    value: 'TOOL',
    text: 'whose verdict: Fleet 0.16’s or Argo CD 3.6’s',
    choices: ['fleet', 'argocd'],
  },
  git: { type: 'text', value: 'PATH', text: 'file or folder with what Git says; - is stdin' },
  live: { type: 'text', value: 'PATH', text: 'file or folder with what `kubectl get -o yaml` gives; - is stdin' },
  rules: {
    type: 'text',
    value: 'FILE',
    text: 'the list of comparePatches or ignoreDifferences, or the whole fleet.yaml or Application',
  },
  format: { type: 'text', value: 'FORMAT', text: 'how to say it', choices: ['text', 'json'], default: 'text' },
  bundle: { type: 'text', value: 'NAME', text: 'Fleet: the bundle [of fleet.yaml, or that of the live objects]' },
  previous: {
    type: 'text',
    value: 'PATH',
    text: 'Fleet: the manifests of the release before; what they held can be extra',
  },
  namespace: {
    type: 'text',
    alias: 'n',
    value: 'NAME',
    text: 'Fleet: where objects without a namespace go [that of fleet.yaml, or default]',
  },
  app: { type: 'text', value: 'NAME', text: 'Argo CD: the Application [in --rules, or that of the live objects]' },
  'app-namespace': {
    type: 'text',
    value: 'NAME',
    text: 'Argo CD: destination namespace [of the Application, or default]',
  },
  'sync-option': { type: 'list', value: 'K=V', text: 'Argo CD: a sync option, as ServerSideApply=true' },
  'argocd-cm': { type: 'text', value: 'FILE', text: 'Argo CD: the ConfigMap argocd-cm, or its keys' },
  'max-size': inputOptions['max-size'],
} as const satisfies Options

export type CompareOptions = Parsed<typeof compareOptions>

export const driftCompareCommand = defineCommand({
  name: 'drift compare',
  summary:
    'Say what Fleet or Argo CD says of Git and the live objects, why, who wrote what differs, and which rule settles it.',
  examples: [
    [
      'kubectl get deploy,svc,vs -n shop -o yaml | serin drift compare --for argocd --git apps/shop --live - --rules application.yaml',
      'why is it OutOfSync?',
    ],
    [
      'serin drift compare --for fleet --git apps/shop --live live.yaml --rules apps/shop/fleet.yaml --bundle apps-shop',
      'why is it Modified?',
    ],
  ],
  options: compareOptions,
  run: async options => {
    const { runDriftCompare } = await import('../run/drift-compare.ts')
    return runDriftCompare(options)
  },
})
