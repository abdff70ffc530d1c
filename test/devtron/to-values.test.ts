import { describe, expect, test } from 'vitest'
import { readDevtron } from '../../src/devtron/read.ts'
import { nothingGiven } from '../../src/devtron/release.ts'
import { toValues } from '../../src/devtron/to-values/to-values.ts'
import type { Release } from '../../src/flagger/release.ts'
import { storeCanary } from '../../src/flagger/stored.ts'
import { writeYaml } from '../../src/render/yaml.ts'
import { changesBetween } from '../../src/values/changes.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from '../flagger/releases.ts'
import { recordedReleases } from '../rollouts/canaries.ts'
import { shop } from './devtron.ts'

const releases = (['flagger/cases', 'timelines/timelines'] as const)
  .flatMap(file => recordedReleases(file).map(({ id, release }) => ({ id: `${file} ${id}`, release })))
  .filter(({ release }) => storeCanary(release.canary, release.namespace).manifest)

describe('the values of a Canary render to it again', () => {
  test.each(releases)('$id: what is different is in the report', ({ release }) => {
    const { values, report } = toValues(release)
    expect.assert(values)
    const different = changesOf(release, values)
    const told = report.filter(({ fidelity }) => fidelity !== 'exact').map(({ path }) => path)
    expect(different.filter(path => !told.includes(path))).toEqual([])
    const exact = report.filter(({ fidelity }) => fidelity === 'exact').map(({ path }) => path)
    expect(exact.filter(at => different.some(path => path === at || path.startsWith(`${at}/`)))).toEqual([])
  })

  test('nothing is different of a Canary as the chart writes it', () => {
    const analysis = {
      interval: '30s',
      threshold: 3,
      maxWeight: 60,
      stepWeight: 20,
      metrics: [
        { name: 'request-success-rate', thresholdRange: { min: 95 }, interval: '1m' },
        { name: 'request-duration', thresholdRange: { max: 250 }, interval: '1m' },
        { name: 'errors', templateRef: { name: 'errors' }, thresholdRange: { max: 1 }, interval: '2m' },
      ],
      webhooks: [{ name: 'gate', type: 'confirm-rollout', url: 'http://gate.test/' }],
    }
    const service = {
      port: 80,
      targetPort: 8080,
      portDiscovery: true,
      gateways: ['istio-system/public'],
      hosts: ['shop.example.com'],
      timeout: '5s',
      trafficPolicy: { tls: { mode: 'DISABLE' } },
    }
    const canary = named(canaryOf('shop', { service, analysis }), 'shop-canary')
    const { values, report } = toValues(releaseOf([canary]))
    expect(values).toEqual({
      fullnameOverride: 'shop',
      flaggerCanary: {
        enabled: true,
        addOtherGateways: ['istio-system/public'],
        addOtherHosts: ['shop.example.com'],
        serviceport: 80,
        targetPort: 8080,
        portDiscovery: true,
        retries: false,
        match: [],
        rewriteUri: '',
        timeout: '5s',
        analysis: { interval: '30s', threshold: 3, maxWeight: 60, stepWeight: 20 },
        thresholds: { successRate: 95, latency: 250 },
        loadtest: { enabled: false },
      },
      flaggerCanaryExtras: {
        provider: 'istio',
        service: { trafficPolicy: { tls: { mode: 'DISABLE' } } },
        analysis: {
          metrics: [{ name: 'errors', templateRef: { name: 'errors' }, thresholdRange: { max: 1 }, interval: '2m' }],
          webhooks: [{ name: 'gate', type: 'confirm-rollout', url: 'http://gate.test/' }],
        },
      },
    })
    expect(report.filter(({ fidelity }) => fidelity !== 'exact').map(({ feature }) => feature)).toEqual([
      'labels of the chart',
    ])
  })

  test('an autoscaler comes along with its numbers', () => {
    const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
    const hpa = { ...hpaOf('shop'), spec: { minReplicas: 3, maxReplicas: 9 } }
    const { values } = toValues(releaseOf([canaryOf('shop', { autoscalerRef }), hpa]))
    expect(values?.['autoscaling']).toEqual({ enabled: true, name: 'shop', MinReplicas: 3, MaxReplicas: 9 })
  })

  test('a port by its name needs the ports of the workload', () => {
    const canary = canaryOf('shop', { service: { port: 80, targetPort: 'http' } })
    const deployment = deploymentOf(
      'shop',
      {},
      { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }] },
    )
    expect(toValues(releaseOf([canary, deployment])).values?.['ContainerPort']).toEqual([
      { name: 'http', port: 8080, servicePort: 80 },
    ])
    const { values, report } = toValues(releaseOf([canary]))
    expect(values).not.toHaveProperty('ContainerPort')
    expect(report.map(({ feature }) => feature)).toContain('port by its name')
  })

  test('a Canary that the API server refuses has no values', () => {
    const { values, problems } = toValues(releaseOf([canaryOf('shop', { analysis: { interval: 'soon' } })]))
    expect(values).toBeNull()
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
  })
})

/** Where the Canary that the values give, read as a file, is not the one that they are of. */
function changesOf(release: Release, values: JsonMap): string[] {
  const stored = storeCanary(release.canary, release.namespace).manifest
  expect.assert(stored)
  const { name, namespace = '' } = { ...stored.metadata, name: String(values['fullnameOverride']) }
  const read = readDevtron(
    { defaults: null, files: [{ name: 'values.yaml', text: writeYaml(values) }], sets: [], nullSemantics: 'devtron' },
    {
      ...shop,
      identity: { app: name, release: name, namespace, chartVersion: '4.22.0' },
      settings: release.settings,
      given: nothingGiven,
    },
  )
  const again = read.release && storeCanary(read.release.canary, namespace).manifest
  // Values that serin refuses are told of as such.
  if (!again) return []
  return changesBetween(stored as Json, again as Json).map(({ path }) => path)
}

function named(canary: Manifest, name: string): Manifest {
  return { ...canary, metadata: { ...canary.metadata, name } }
}
