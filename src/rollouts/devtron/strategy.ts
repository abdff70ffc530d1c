import type { ObjectRef, Problem } from '../../values/finding.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { mapsOf, specOf } from '../data.ts'
import { identify, problem } from '../problem.ts'
import { aboutChart, place } from './about-chart.ts'
import { type ChartVersion, charts, chosenRouter, isEmpty } from './charts.ts'
import { serviceNames } from './names.ts'

export interface DevtronOptions {
  /** Of the Rollout. */
  name: string
  namespace: string
  chart: ChartVersion
}

export interface DevtronRead {
  /** The Rollout and its AnalysisTemplates, then the objects given, without the workload that the Rollout replaces. */
  manifests: Manifest[]
  problems: Problem[]
}

/**
 * The Rollout that Devtron's chart makes of a strategy: the JSON of a pipeline, `{"deployment":{"strategy":{"canary":…}}}`,
 * alone or merged into the other values. The pods are those of the given Rollout or Deployment of that name.
 */
export function devtronRollout(values: JsonMap, objects: readonly Manifest[], options: DevtronOptions): DevtronRead {
  const object: ObjectRef = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', ...named(options) }
  const { strategy, problems } = strategyOf(values, object, options)
  if (!strategy) return { manifests: [], problems }
  const workload = objects.find(one => isWorkload(one, options))
  const rollout: Manifest = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { ...workload?.metadata, name: options.name, namespace: options.namespace },
    spec: { ...podsOf(workload, values, options), strategy },
  }
  const others = objects.filter(one => one !== workload)
  return { manifests: [rollout, ...templatesOf(values, options), ...others], problems }
}

function named({ name, namespace }: DevtronOptions): Pick<ObjectRef, 'name' | 'namespace'> {
  return { name, namespace }
}

function isWorkload(object: Manifest, { name, namespace }: DevtronOptions): boolean {
  const ref = identify(object)
  const here = ref.namespace === '' || ref.namespace === namespace
  return (ref.kind === 'Rollout' || ref.kind === 'Deployment') && ref.name === name && here
}

/** Without a workload at hand the Rollout refers to a Deployment of its name. */
function podsOf(workload: Manifest | undefined, { replicaCount }: JsonMap, { name }: DevtronOptions): JsonMap {
  if (!workload) {
    const replicas = typeof replicaCount === 'number' ? { replicas: replicaCount } : {}
    return { ...replicas, workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } }
  }
  const { strategy: _, ...spec } = specOf(workload)
  return spec
}

interface StrategyRead {
  strategy: JsonMap | null
  problems: Problem[]
}

/** A pipeline's JSON has one strategy; among all values `deploymentType` chooses one. */
function strategyOf(values: JsonMap, object: ObjectRef, options: DevtronOptions): StrategyRead {
  const refused = (path: Pointer, message: string): StrategyRead => ({
    strategy: null,
    problems: [problem('RO090', { object, path }, message)],
  })
  const { deployment, deploymentType } = values
  const all = isMap(deployment) ? deployment['strategy'] : undefined
  if (!isMap(all)) return refused(place, 'The values have no deployment.strategy')
  const keys = Object.keys(all)
  const key = typeof deploymentType === 'string' ? types.get(deploymentType) : keys.length === 1 ? keys[0] : 'canary'
  if (key === undefined) return refused('/deploymentType', `Devtron’s charts know no deploymentType ${deploymentType}`)
  if (!strategies.has(key)) return refused(place, `Devtron’s charts know no strategy ${key}`)
  if (key === 'blueGreen') return refused(`${place}/blueGreen`, 'Only canary strategies are converted')
  if (key === 'recreate' && !charts[options.chart].recreate) {
    return refused(`${place}/recreate`, `Devtron’s chart ${options.chart} makes no Rollout of this strategy`)
  }
  const settings = all[key]
  if (!isMap(settings)) return refused(`${place}/${key}`, `The values have no deployment.strategy.${key}`)
  if (key !== 'canary') return { strategy: { canary: surgeOf(values, settings, key, options) }, problems: [] }
  return {
    strategy: { canary: canaryOf(values, settings, options) },
    problems: aboutChart(settings, object, options.chart),
  }
}

const types: ReadonlyMap<string, string> = new Map([
  ['CANARY', 'canary'],
  ['BLUE-GREEN', 'blueGreen'],
  ['ROLLING', 'rolling'],
  ['RECREATE', 'recreate'],
])
const strategies: ReadonlySet<string> = new Set(types.values())

/** The other strategies are canaries without steps. */
function surgeOf(values: JsonMap, settings: JsonMap, key: string, options: DevtronOptions): JsonMap {
  const stable: JsonMap = key === 'recreate' ? {} : { stableService: serviceNames(values, options.name).stable }
  return { ...stable, ...picked(settings, ['maxSurge', 'maxUnavailable']) }
}

function canaryOf(values: JsonMap, settings: JsonMap, options: DevtronOptions): JsonMap {
  const { fields, preview } = charts[options.chart]
  const { stable, canary } = serviceNames(values, options.name)
  const { trafficRouting } = settings
  const routing = isMap(trafficRouting) ? routingOf(values, trafficRouting, options) : {}
  return {
    stableService: stable,
    ...(preview && { canaryService: canary }),
    ...picked(settings, fields),
    ...(Object.keys(routing).length > 0 && { trafficRouting: routing }),
  }
}

function picked(settings: JsonMap, names: readonly string[]): JsonMap {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = settings[name]
      return value === undefined || isEmpty(value) ? [] : [[name, value] as const]
    }),
  )
}

function routingOf(values: JsonMap, routing: JsonMap, options: DevtronOptions): JsonMap {
  const { managedRoutes } = charts[options.chart]
  const router = chosenRouter(routing, options.chart)
  const settings = router === undefined ? undefined : routing[router]
  return {
    ...(router !== undefined && isMap(settings) && writtenRouter(values, router, settings, options)),
    ...(managedRoutes ? picked(routing, ['managedRoutes']) : {}),
  }
}

/** The routers that the chart completes get the names of its other objects. */
function writtenRouter(values: JsonMap, router: string, settings: JsonMap, options: DevtronOptions): JsonMap {
  const rootService = serviceNames(values, options.name).stable
  switch (router) {
    case 'customTrafficRouting':
      return settings
    case 'smi':
      return { smi: { rootService, trafficSplitName: `${options.name}-traffic-split`, ...settings } }
    case 'alb':
      return { alb: { ingress: `${options.name}-ingress`, rootService, ...portOf(values), ...settings } }
    default:
      return { [router]: settings }
  }
}

function portOf({ ContainerPort: ports }: JsonMap): JsonMap {
  const { servicePort } = mapsOf(ports)[0] ?? {}
  return servicePort === undefined ? {} : { servicePort }
}

/** Charts from 5.0 on have AnalysisTemplates among their values. */
function templatesOf({ analysisTemplate: set }: JsonMap, { namespace, chart }: DevtronOptions): Manifest[] {
  if (chart === '4' || !isMap(set) || !set['enabled']) return []
  return mapsOf(set['templates']).map(({ name, args, measurementRetention, metrics = [] }) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: typeof name === 'string' ? name : '', namespace },
    spec: {
      ...(args !== undefined && { args }),
      ...(measurementRetention !== undefined && { measurementRetention }),
      metrics,
    },
  }))
}
