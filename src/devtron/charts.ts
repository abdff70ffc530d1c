import type { JsonMap } from '../values/json.ts'

/** How a generation of the chart writes what serin renders of it. The canary templates are the same in all of them. */
export interface Chart {
  /** Chart.yaml's own version, the default of `--chart-version`. 4-19-0 carries 4.18.0. */
  version: string
  hpa: {
    /** `autoscaling.name`, identity labels, ContainerResource metrics and the second workload's HPA (from 4-20). */
    full: boolean
    /** The container of ContainerResource metrics may be named by `containerName` (from 4-21). */
    containerName: boolean
  }
  keda: {
    /** `kedaAutoscaling.name`; labels on the TriggerAuthentication (from 4-20). */
    full: boolean
  }
  pods: {
    /** `customMatchLabels` replaces the selector, `customPodLabels` adds labels (from 4-20). */
    customLabels: boolean
    /** `customPodLabels.app` and `.release` also change the selector (from 4-21). */
    customSelector: boolean
  }
}

const early: Chart = {
  version: '',
  hpa: { full: false, containerName: false },
  keda: { full: false },
  pods: { customLabels: false, customSelector: false },
}
const from420: Chart = {
  version: '4.20.0',
  hpa: { full: true, containerName: false },
  keda: { full: true },
  pods: { customLabels: true, customSelector: false },
}
const from421: Chart = {
  version: '4.21.0',
  hpa: { full: true, containerName: true },
  keda: { full: true },
  pods: { customLabels: true, customSelector: true },
}

/** Chart folders of devtron-labs/devtron, scripts/devtron-reference-helm-charts, that have a flagger.yaml. */
export const charts = {
  '1-1-0': { ...early, version: '1.1.0' },
  '4-18-0': { ...early, version: '4.18.0' },
  '4-19-0': { ...early, version: '4.18.0' },
  '4-20-0': from420,
  '4-21-0': from421,
  'gpu-workload-4-21-0': { ...from421, hpa: from420.hpa },
  '4-22-0': { ...from421, version: '4.22.0' },
} satisfies Record<string, Chart>

export type ChartName = keyof typeof charts
export const newestChart: ChartName = '4-22-0'

/** `deployment-chart_4-22-0`, `4-22-0`, `4.22.0` and `gpu-workload` all name a chart folder; null when none is meant. */
export function chartNamed(text: string): ChartName | null {
  const name = text.replace(/^deployment-chart[_-]/, '').replaceAll('.', '-')
  if (name === 'gpu-workload' || name === 'gpu-workload_4-21-0') return 'gpu-workload-4-21-0'
  return Object.hasOwn(charts, name) ? (name as ChartName) : null
}

/** What the chart's values.yaml says of the keys that serin reads: Helm puts it beneath the user's values. */
export function defaultsOf(name: ChartName): JsonMap {
  const { hpa, pods } = charts[name]
  return {
    flaggerCanary,
    autoscaling: hpa.full ? { ...autoscaling, containerResource: { enabled: false } } : autoscaling,
    kedaAutoscaling,
    ContainerPort: containerPort,
    containers: [],
    ...(hpa.full ? { secondaryWorkload } : {}),
    ...(pods.customSelector ? { customPodLabels: {} } : {}),
    ...(hpa.containerName ? { containerName: '' } : {}),
    service: { type: 'ClusterIP', enabled: true, annotations: {} },
    replicaCount: 1,
    ConfigMaps: { enabled: false, maps: [] },
    ConfigSecrets: { enabled: false, secrets: [] },
    podDisruptionBudget: {},
    networkPolicy: { enabled: false },
    istio: { enable: false, gateway: { enabled: false }, virtualService: { enabled: false } },
    ingress: { enabled: false },
    ingressInternal: { enabled: false },
    ambassadorMapping: { enabled: false },
    winterSoldier: { enabled: false },
  }
}

const flaggerCanary: JsonMap = {
  enabled: false,
  labels: {},
  annotations: {},
  createIstioGateway: {
    enabled: false,
    labels: {},
    annotations: {},
    host: '',
    tls: { enabled: false, secretName: '' },
  },
  addOtherGateways: [],
  addOtherHosts: [],
  gatewayRefs: null,
  serviceport: 8080,
  targetPort: 8080,
  portDiscovery: true,
  appProtocol: null,
  retries: { attempts: 3, perTryTimeout: '1s', retryOn: 'gateway-error,connect-failure,refused-stream' },
  match: [{ uri: { prefix: '/' } }],
  rewriteUri: '/',
  timeout: null,
  headers: null,
  corsPolicy: null,
  analysis: { interval: '15s', threshold: 5, maxWeight: 50, stepWeight: 5 },
  thresholds: { successRate: 90, latency: 500 },
  loadtest: { enabled: true, url: 'http://flagger-loadtester.istio-system/' },
}

const autoscaling: JsonMap = {
  enabled: false,
  MinReplicas: 1,
  MaxReplicas: 2,
  annotations: {},
  labels: {},
  behavior: {},
  extraMetrics: [],
}

const kedaAutoscaling: JsonMap = {
  enabled: false,
  envSourceContainerName: '',
  cooldownPeriod: 300,
  minReplicaCount: 1,
  maxReplicaCount: 2,
  pollingInterval: 30,
  fallback: {},
  advanced: {},
  triggers: [],
  triggerAuthentication: { enabled: false, name: '', spec: {} },
  authenticationRef: {},
}

const secondaryWorkload: JsonMap = {
  enabled: false,
  replicaCount: 1,
  autoscaling: { enabled: false, containerResource: { enabled: false } },
}

const containerPort: JsonMap[] = [
  { name: 'app', port: 8080, servicePort: 80, envoyPort: 8799, protocol: 'TCP' },
  { name: 'app1', port: 8090, servicePort: 8080, useGRPC: true },
]
