import type { Release } from '../../flagger/release.ts'
import { changesBetween, type DataChange } from '../../values/changes.ts'
import type { ObjectRef, Problem } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import type { Fidelity, LossRow } from '../../values/losses.ts'
import { type Pointer, valueAt } from '../../values/pointer.ts'

/** Why a field comes back different, by where it stands: the first row that fits. */
interface Difference {
  at: RegExp
  feature: string
  fidelity: Fidelity
  why: string
  todo?: string
  /** Only such a difference. */
  when?: (change: DataChange) => boolean
}

const differences: readonly Difference[] = [
  {
    at: /^\/metadata\/name$/,
    feature: 'name of the Canary',
    fidelity: 'lost',
    why: 'The chart names it after the workload, with -canary behind.',
    todo: 'Delete the Canary of the old name with --cascade=orphan once the new one is there.',
  },
  {
    at: /^\/metadata\/labels/,
    feature: 'labels of the chart',
    fidelity: 'close',
    why: 'The chart adds app, appId, envId, chart and release to the labels.',
    when: ({ before }) => before === undefined,
  },
  {
    at: /^\/metadata/,
    feature: 'metadata of the Canary',
    fidelity: 'lost',
    why: 'The chart writes labels and annotations, and none of its own.',
  },
  {
    at: /^\/spec\/targetRef/,
    feature: 'workload',
    fidelity: 'lost',
    why: 'The chart’s workload is a Deployment of apps/v1, with a name of at most 63 letters.',
    todo: 'Convert the workload, too.',
  },
  {
    at: /^\/spec\/autoscalerRef\/apiVersion$/,
    feature: 'version of the autoscaler',
    fidelity: 'close',
    why: 'It names the version in which the chart writes the autoscaler; Flagger looks at its kind alone.',
  },
  {
    at: /^\/spec\/autoscalerRef/,
    feature: 'autoscaler',
    fidelity: 'part',
    why: 'The chart writes a HorizontalPodAutoscaler or a ScaledObject of its own.',
    todo: 'Look whether it scales as the one does that the Canary names now.',
  },
  {
    at: /^\/spec\/service\/(targetPort|portDiscovery)$/,
    feature: 'defaults of the Service',
    fidelity: 'close',
    why: 'The chart writes out what Flagger takes where nothing is said.',
    when: ({ before }) => before === undefined,
  },
  {
    at: /^\/spec\/analysis\/metrics/,
    feature: 'metrics',
    fidelity: 'part',
    why: 'The chart always measures request-success-rate and request-duration, in this order and before all others.',
    todo: 'Look whether both can be measured, and what they are measured by.',
  },
  {
    at: /^\/spec\/analysis\/(webhooks|alerts)/,
    feature: 'hooks and alerts',
    fidelity: 'part',
    why: 'Those of one name become one, and a load test that comes first is written as the chart does.',
    todo: 'Give each a name of its own.',
  },
  {
    at: /^\/spec\/analysis\/(interval|threshold|maxWeight|stepWeight)$/,
    feature: 'steps',
    fidelity: 'part',
    why: 'The chart always writes interval, threshold, maxWeight and stepWeight, with its own where there is none.',
  },
]

/** A field that no row knows. */
const other: Difference = {
  at: /^/,
  feature: 'fields without a value of their own',
  fidelity: 'lost',
  why: 'Neither the chart nor flaggerCanaryExtras has a place for it.',
}

/** What comes back as it was. */
const groups: readonly { feature: string; at: Pointer; why: string }[] = [
  { feature: 'workload', at: '/spec/targetRef', why: 'fullnameOverride names it.' },
  { feature: 'autoscaler', at: '/spec/autoscalerRef', why: 'The chart writes it.' },
  {
    feature: 'service',
    at: '/spec/service',
    why: 'flaggerCanary holds what the chart knows, flaggerCanaryExtras the rest.',
  },
  {
    feature: 'metrics',
    at: '/spec/analysis/metrics',
    why: 'thresholds hold the chart’s own, flaggerCanaryExtras the rest.',
  },
  { feature: 'hooks', at: '/spec/analysis/webhooks', why: 'They stand in flaggerCanaryExtras.' },
  { feature: 'alerts', at: '/spec/analysis/alerts', why: 'They stand in flaggerCanaryExtras.' },
  { feature: 'analysis', at: '/spec/analysis', why: 'Weights or iterations, interval and threshold are the same.' },
]

const target = '/spec/service/targetPort'

const unknownPort: Omit<Difference, 'at'> = {
  feature: 'port by its name',
  fidelity: 'part',
  why: 'The workload is not given, so its ports are not among the values.',
  todo: 'Give the workload as input, or write ContainerPort with a port of that name.',
}

export interface Compared {
  /** As the API server keeps it, before and after. */
  canary: JsonMap
  rendered: JsonMap
  /** What is wrong with the values. */
  refused: readonly Problem[]
  release: Release
  /** The ports of the workload are known. */
  hasPorts: boolean
}

export function lossesOf({ canary, rendered, refused, release, hasPorts }: Compared, object: ObjectRef): LossRow[] {
  const row = (path: Pointer, { feature, fidelity, why, todo }: Omit<Difference, 'at' | 'when'>): LossRow => ({
    feature,
    fidelity,
    object,
    path,
    why,
    todo: todo ?? null,
  })
  const changes = changesBetween(canary, rendered)
  const exact = groups.filter(
    ({ at }) => valueAt(canary, at) !== undefined && !changes.some(({ path }) => isWithin(path, at)),
  )
  return [
    ...exact.map(({ at, feature, why }) => row(at, { feature, fidelity: 'exact', why })),
    ...changes.map(change => row(change.path, differences.find(one => fits(one, change)) ?? other)),
    ...(typeof valueAt(canary, target) === 'string' && !hasPorts ? [row(target, unknownPort)] : []),
    ...refused.map(({ message, path }) =>
      row('/spec', {
        feature: 'values that serin refuses',
        fidelity: 'part',
        why: `${message} (${path})`,
        todo: 'Change the value; what Flagger itself takes may still be a mistake.',
      }),
    ),
    ...release.authored.filter(isBeside).map(({ kind, metadata }) =>
      row('', {
        feature: `${kind} beside the Canary`,
        fidelity: 'part',
        why: `${kind} ${metadata.name} stays an object of its own; the values do not make it.`,
        todo: 'Keep it in Git, or let createIstioGateway make one.',
      }),
    ),
  ]
}

function isBeside({ kind }: { kind: string }): boolean {
  return kind === 'Gateway'
}

function fits({ at, when }: Difference, change: DataChange): boolean {
  return at.test(change.path) && (when?.(change) ?? true)
}

function isWithin(path: Pointer, at: Pointer): boolean {
  return path === at || path.startsWith(`${at}/`)
}
