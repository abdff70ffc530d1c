import { builtInQuery } from '../../src/rollouts/convert/to-rollout/queries.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'

const metadata = { name: 'shop', namespace: 'prod' }

/** A Rollout that splits between two Services; null takes a field out. */
export function rolloutOf(canary: JsonMap = {}, spec: JsonMap = {}): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata,
    spec: withoutNulls({
      replicas: 2,
      selector: { matchLabels: { app: 'shop' } },
      template: {
        metadata: { labels: { app: 'shop' } },
        spec: { containers: [{ name: 'shop', image: 'shop:1', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
      strategy: {
        canary: {
          stableService: 'shop',
          canaryService: 'shop-canary',
          trafficRouting: { istio: { virtualService: { name: 'shop', routes: ['primary'] } } },
          steps: [{ setWeight: 10 }, { pause: { duration: '1m' } }],
          ...canary,
        },
      },
      ...spec,
    }),
  }
}

function withoutNulls(map: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null))
}

const weighted: Json[] = [
  {
    name: 'primary',
    timeout: '5s',
    route: [
      { destination: { host: 'shop' }, weight: 100 },
      { destination: { host: 'shop-canary' }, weight: 0 },
    ],
  },
]

export function virtualServiceOf(http: Json[] = weighted): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata,
    spec: { hosts: ['shop', 'shop.example.com'], http },
  }
}

/** The Services and the VirtualService of the Rollout. */
export function mesh(http?: Json[]): Manifest[] {
  return [serviceOf('shop'), serviceOf('shop-canary'), virtualServiceOf(http)]
}

function serviceOf(name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, name },
    spec: { selector: { app: 'shop' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  }
}

export function metricTemplate(name: string, metrics: Json[]): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { ...metadata, name },
    spec: { metrics },
  }
}

/** Flagger's check of the success rate, asked about the canary's Service. */
export function query(canaryService: string): string {
  const target = { namespace: 'prod', workload: 'shop', canaryService, split: 'services' } as const
  return builtInQuery('request-success-rate', target, '1m')
}
