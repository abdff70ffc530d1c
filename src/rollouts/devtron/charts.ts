import { isMap, type Json, type JsonMap } from '../../values/json.ts'

/** Charts of Devtron that render a Rollout, by what they make of `deployment.strategy.canary`. */
export type ChartVersion = '4' | '5.0' | '5.1' | '5.2'

interface Chart {
  /** Fields of the strategy that the chart writes into the Rollout. */
  fields: readonly string[]
  /** Routers that it knows, the first one given being the one that it writes. */
  routers: readonly string[]
  managedRoutes: boolean
  /** It makes a canary without steps of `recreate`; the others write what is no strategy of a Rollout. */
  recreate: boolean
  /** It names a second Service even where the strategy names none. */
  preview: boolean
  /** Values whose first line it indents by one column too many (templates/deployment.yaml): later keys are no YAML then. */
  indented: readonly string[]
}

const later = ['antiAffinity', 'canaryMetadata', 'pingPong', 'stableMetadata', 'analysis', 'canaryService']
const always = ['maxSurge', 'maxUnavailable', 'steps']

/** From scripts/devtron-reference-helm-charts in Devtron: 4 stands for 3.2 to 4.20, which are alike. */
export const charts: { readonly [version in ChartVersion]: Chart } = {
  '4': { fields: always, routers: [], managedRoutes: false, recreate: false, preview: false, indented: [] },
  '5.0': {
    fields: [...later, ...always],
    routers: ['smi', 'alb'],
    managedRoutes: false,
    recreate: false,
    preview: true,
    indented: [],
  },
  '5.1': {
    fields: [...later, ...always],
    routers: ['smi', 'istio', 'alb'],
    managedRoutes: true,
    recreate: true,
    preview: true,
    indented: ['istio', 'managedRoutes'],
  },
  '5.2': {
    fields: [...later, ...always],
    routers: ['smi', 'istio', 'alb', 'customTrafficRouting'],
    managedRoutes: true,
    recreate: true,
    preview: true,
    indented: ['istio'],
  },
}

/** Of several routers the chart writes one. */
export function chosenRouter(routing: JsonMap, version: ChartVersion): string | undefined {
  return charts[version].routers.find(key => !isEmpty(routing[key]))
}

/** What `if` of a template passes over, but for 0: the chart writes `maxSurge: 0` without asking. */
export function isEmpty(value: Json | undefined): boolean {
  if (isMap(value)) return Object.keys(value).length === 0
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** `reference-chart_5-1-0`, the folder and name of a Rollout chart; those from 3.2 to 4.20 are alike. */
export function chartNamed(text: string): ChartVersion | null {
  const [, major = '', minor = ''] = /^reference-chart_(\d+)-(\d+)/.exec(text) ?? []
  if (major === '3' || major === '4') return '4'
  const version = `${major}.${minor}`
  return Object.hasOwn(charts, version) ? (version as ChartVersion) : null
}
