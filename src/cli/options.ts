/** An option of the command line, as data: parsing, help and completion read the same table. */
export interface Option {
  /** `flag` is a boolean, `text` takes one value (the last wins), `list` gathers values. */
  type: 'flag' | 'text' | 'list'
  alias?: string
  /** How help names the value. */
  value?: string
  text: string
  default?: string
  choices?: readonly string[]
  /** A text that may be given several times: a comma list of all of them. */
  joined?: true
}

export type Options = Record<string, Option>

type ValueOf<T extends Option> = T['type'] extends 'flag'
  ? boolean
  : T['type'] extends 'list'
    ? string[]
    : T extends { choices: readonly (infer C)[]; default: string }
      ? C
      : T extends { choices: readonly (infer C)[] }
        ? C | undefined
        : T extends { default: string }
          ? string
          : string | undefined

/** What a command gets for its options: keys as in the table, and the names of those that stood on the command line. */
export type Parsed<T extends Options> = { [K in keyof T]: ValueOf<T[K]> } & { given: ReadonlySet<string> }

/** Inputs and settings that render, lint, diff, timeline, drift, explain, convert and preview share. */
export const inputOptions = {
  values: {
    type: 'list',
    alias: 'f',
    value: 'FILE',
    text: 'values layer, YAML or JSON; repeat it, later wins; - is stdin',
  },
  set: { type: 'list', value: 'K=V', text: 'set a value, as Helm does' },
  'set-string': { type: 'list', value: 'K=V', text: 'set a value, always a string' },
  'set-json': { type: 'list', value: 'K=JSON', text: 'set a value given as JSON' },
  devtron: {
    type: 'text',
    value: 'DIR',
    text: 'chart folder that Devtron commits to Git: Chart.yaml, values.yaml, _<envId>-values.yaml',
  },
  env: {
    type: 'text',
    value: 'ID',
    text: 'with --devtron: which _<envId>-values.yaml; with serin.yaml: which environments, a comma list',
    joined: true,
  },
  manifests: { type: 'list', value: 'PATH', text: 'file or folder with a Canary and what it refers to; - is stdin' },
  app: {
    type: 'text',
    value: 'NAME',
    text: 'Devtron app, the chart’s name [folder of the values file]; with serin.yaml: which apps, a comma list',
    joined: true,
  },
  'changed-since': {
    type: 'text',
    value: 'GITREF',
    text: 'with serin.yaml: only apps and environments of which a file differs from that commit',
  },
  release: { type: 'text', value: 'NAME', text: 'Helm release [app]' },
  namespace: { type: 'text', alias: 'n', value: 'NAME', text: 'namespace of the release', default: 'default' },
  chart: { type: 'text', value: 'VERSION', text: 'Devtron chart whose defaults and HPA apply', default: '4-22-0' },
  'chart-version': {
    type: 'text',
    value: 'VERSION',
    text: 'Chart.Version, shown by the label chart [the chart’s own]',
  },
  'kube-version': { type: 'text', value: 'VERSION', text: 'Kubernetes version', default: '1.34' },
  'null-semantics': {
    type: 'text',
    value: 'RULE',
    text: 'what a null in a layer does',
    choices: ['devtron', 'helm3', 'helm4'],
    default: 'devtron',
  },
  compat: { type: 'flag', text: 'exactly what the chart renders, bugs included' },
  'no-fix': { type: 'list', value: 'NAME', text: 'switch one fix off' },
  'mesh-provider': { type: 'text', value: 'NAME', text: 'Flagger’s -mesh-provider', default: 'istio' },
  'selector-labels': {
    type: 'text',
    value: 'A,B',
    text: 'Flagger’s -selector-labels',
    default: 'app,name,app.kubernetes.io/name',
  },
  'include-label-prefix': { type: 'text', value: 'A,B', text: 'Flagger’s -include-label-prefix', default: '' },
  'enable-config-tracking': {
    type: 'flag',
    text: 'Flagger’s -enable-config-tracking [on]; --no-enable-config-tracking',
  },
  'no-enable-config-tracking': { type: 'flag', text: 'ConfigMaps and Secrets are not copied for the primary' },
  'ingress-annotations-prefix': {
    type: 'text',
    value: 'PREFIX',
    text: 'Flagger’s -ingress-annotations-prefix',
    default: 'nginx.ingress.kubernetes.io',
  },
  'ingress-class': { type: 'text', value: 'NAME', text: 'Flagger’s -ingress-class', default: '' },
  'remote-mesh': { type: 'flag', text: 'the mesh objects live in another cluster and get no owner' },
  'flagger-version': { type: 'text', value: 'VERSION', text: 'Flagger’s version, 1.41 to 1.44', default: '1.44' },
  refs: {
    type: 'text',
    value: 'RULE',
    text: 'objects that are referred to but not given: assume they exist, or take the input as the whole cluster',
    choices: ['assume', 'strict'],
    default: 'assume',
  },
  config: {
    type: 'text',
    value: 'FILE',
    text: 'the apps and environments of a repository, when no input is given [serin.yaml, found upwards]',
  },
  'max-size': { type: 'text', value: 'BYTES', text: 'largest input file that is read', default: '10485760' },
} as const satisfies Options

/** For commands that show rollouts. */
export const engineOption = {
  engine: {
    type: 'text',
    value: 'NAME',
    text: 'who runs the rollout; for rollouts, Canaries are converted [what the input is for]',
    choices: ['flagger', 'rollouts'],
  },
} as const satisfies Options
