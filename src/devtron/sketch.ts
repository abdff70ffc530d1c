import { getKey, isMap, type Json, type JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Chart } from './charts.ts'
import { listAt, mapAt } from './fixes/access.ts'
import { print, truthy } from './go.ts'
import type { Identity, Names } from './names.ts'

/**
 * What the values tell of the chart's Deployment: its name, selector, pod labels and the ports of its containers. Enough for
 * Flagger's Services, routes and scaler; the Deployment itself is the chart's business (deployment.yaml, 1 264 lines).
 */
export function sketchDeployment(values: JsonMap, chart: Chart, identity: Identity, names: Names): Manifest {
  const custom = mapAt(values, 'customPodLabels')
  const own: Record<string, string> = {
    app: (chart.pods.customSelector && text(custom['app'])) || names.name,
    release: (chart.pods.customSelector && text(custom['release'])) || identity.release,
  }
  const customMatch = labelsOf(mapAt(values, 'customMatchLabels'))
  const matchLabels = chart.pods.customLabels && Object.keys(customMatch).length > 0 ? customMatch : own
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, namespace: identity.namespace },
    spec: {
      replicas: getKey(values, 'replicaCount') ?? 1,
      selector: { matchLabels },
      template: {
        metadata: {
          labels: {
            ...own,
            appId: print(values['app']),
            envId: print(values['env']),
            ...(chart.pods.customLabels ? labelsOf(custom) : {}),
            ...labelsOf(mapAt(values, 'appLabels')),
            ...labelsOf(mapAt(values, 'podLabels')),
          },
        },
        spec: { containers: containersOf(values, chart, identity) },
      },
    },
  }
}

function labelsOf(map: JsonMap): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, print(value)]))
}

function text(value: Json | undefined): string {
  return truthy(value) ? print(value) : ''
}

/** The envoy sidecar of appMetrics is left out: Flagger's port discovery skips containers named `envoy`. */
function containersOf(values: JsonMap, chart: Chart, { app }: Identity): Json[] {
  const main = {
    name: (chart.hpa.containerName && text(getKey(values, 'containerName'))) || app,
    ports: listAt(values, 'ContainerPort').filter(isMap).map(portOf),
  }
  return [main, ...sidecarsOf(values, app)]
}

function portOf(port: JsonMap): Json {
  const number = port['port'] ?? null
  return {
    name: print(port['name']),
    containerPort: typeof number === 'string' && /^[0-9]+$/.test(number) ? Number(number) : number,
    protocol: text(port['protocol']) || 'TCP',
  }
}

/** `containers` are copied as they are, but one that reuses the app's image gets a name of the chart's and no ports. */
function sidecarsOf(values: JsonMap, app: string): Json[] {
  return listAt(values, 'containers')
    .filter(isMap)
    .map((container, i) =>
      truthy(container['reuseContainerImage'])
        ? { name: `${app}-sidecontainer-${i + 1}` }
        : { name: print(container['name']), ports: structuredClone(listAt(container, 'ports')) },
    )
}
