import type { Inputs } from '../inputs.ts'
import type { Output, ProjectOptions } from '../unit.ts'
import type { Settings } from './config.ts'
import { type Level, type Said, said } from './levels.ts'

/** The settings of a unit as options, but those that stood on the command line. `fill` fills placeholders. */
export function inputSettings(
  levels: readonly Level[],
  settings: Settings,
  { given }: ProjectOptions,
  fill: (setting: Said<string>) => string,
): Partial<Inputs> {
  const release = said(levels, 'release')
  const namespace = said(levels, 'namespace')
  const options = {
    ...inputOptions(settings),
    release: release ? fill(release) : undefined,
    namespace: namespace ? fill(namespace) : undefined,
  }
  const isGiven = (option: string) => given.has(option) || given.has(option.replace(/^no-/, ''))
  return Object.fromEntries(
    Object.entries(options).filter(([option, value]) => value !== undefined && !isGiven(option)),
  )
}

/** Which option of the command line each setting stands for. */
function inputOptions(settings: Settings) {
  const { enableConfigTracking } = settings
  return {
    chart: settings.chart,
    'chart-version': settings.chartVersion,
    'kube-version': settings.kubeVersion,
    'null-semantics': settings.nullSemantics,
    compat: settings.compat,
    'no-fix': settings.noFix,
    'mesh-provider': settings.meshProvider,
    'selector-labels': settings.selectorLabels?.join(','),
    'include-label-prefix': settings.includeLabelPrefix?.join(','),
    'no-enable-config-tracking': enableConfigTracking === undefined ? undefined : !enableConfigTracking,
    'ingress-annotations-prefix': settings.ingressAnnotationsPrefix,
    'ingress-class': settings.ingressClass,
    'remote-mesh': settings.remoteMesh,
    'flagger-version': settings.flaggerVersion,
    refs: settings.refs,
  }
}

/** What is written, and where; `out` and `templates` are paths from here. */
export function outputOf(
  settings: Settings,
  options: ProjectOptions,
  paths: Pick<Output, 'out' | 'templates' | 'root'>,
): Output {
  const choice = <K extends 'delivery' | 'only' | 'generated'>(name: K) =>
    (options.given.has(name) ? null : settings[name]) ?? options[name]
  return {
    ...paths,
    delivery: choice('delivery') ?? 'none',
    only: choice('only') ?? 'all',
    generated: choice('generated') ?? 'preview',
    engine: options.engine ?? settings.engine ?? null,
    conversion: conversionOf(settings, options),
    'output-format': options['output-format'] ?? 'yaml',
    fleet: settings.fleet ?? {},
    argocd: settings.argocd ?? null,
    flux: settings.flux ?? null,
  }
}

function conversionOf({ rollouts = {} }: Settings, { given, conversion }: ProjectOptions): Output['conversion'] {
  const left = Object.entries(rollouts).filter(([name]) => !given.has(optionNames[name] ?? name))
  return { ...conversion, ...Object.fromEntries(left) }
}

const optionNames: Record<string, string> = { canarySize: 'canary-size', metricsServer: 'metrics-server' }
