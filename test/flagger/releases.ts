import type { Release } from '../../src/flagger/release.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Options extends Partial<Settings> {
  sketched?: Manifest[]
  refs?: Release['refs']
}

/** A release of objects as manifests/ makes it; the Canary comes first. */
export function releaseOf(objects: Manifest[], { sketched = [], refs = 'strict', ...settings }: Options = {}): Release {
  const [canary, ...others] = objects
  if (!canary) throw new Error('a release needs a Canary')
  return {
    canary,
    authored: [canary],
    cluster: { objects: others, sketched: new Set(sketched) },
    namespace: 'default',
    settings: { ...defaultSettings, ...settings },
    refs,
    trace: same => same,
    locate: () => ({ file: 'test.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, layer: null }),
  }
}

export function canaryOf(name: string, spec: object = {}): Manifest {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name, namespace: 'test' },
    spec: {
      provider: 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      service: { port: 80, targetPort: 8080 },
      analysis: { interval: '1m', threshold: 5, stepWeight: 10 },
      ...spec,
    },
  }
}

export function deploymentOf(name: string, spec: object = {}, pod: object = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'test' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: `registry.test/${name}:1`, ports: [{ containerPort: 8080 }] }], ...pod },
      },
      ...spec,
    },
  }
}

export function hpaOf(name: string): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'test' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 4 },
  }
}
