import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

function servicesOf(service: object, objects: Manifest[] = [deploymentOf('shop')]) {
  const { created, changed } = predict(releaseOf([canaryOf('shop', { service: { port: 80, ...service } }), ...objects]))
  return {
    created: created.filter(({ kind }) => kind === 'Service'),
    changed: changed.filter(({ kind }) => kind === 'Service'),
  }
}

const containers = [
  { name: 'istio-proxy', ports: [{ name: 'stats', containerPort: 15090 }] },
  {
    name: 'shop',
    ports: [{ name: 'http', containerPort: 8080 }, { name: 'metrics', containerPort: 9090 }, { containerPort: 9999 }],
  },
]

describe('the Services', () => {
  it('select canary and primary by the value of the selector label, and the apex goes to the primary', () => {
    const { created } = servicesOf({ targetPort: 8080 })
    expect(created.map(({ metadata, spec }) => [metadata.name, spec])).toMatchObject([
      ['shop-canary', { selector: { app: 'shop' } }],
      ['shop-primary', { selector: { app: 'shop-primary' } }],
      ['shop', { selector: { app: 'shop-primary' } }],
    ])
  })

  it('have the port of the Canary, and further ones of the containers when they are to be discovered', () => {
    const deployment = deploymentOf('shop', {}, { containers })
    const ports = (service: object) =>
      servicesOf(service, [deployment]).created.map(({ spec }) =>
        (spec as { ports: { name: string }[] }).ports.map(({ name }) => name),
      )
    expect(ports({ targetPort: 8080 })[0]).toEqual(['http'])
    expect(ports({ targetPort: 8080, portDiscovery: true })[0]).toEqual(['http', 'metrics', 'tcp-shop-2'])
    expect(ports({ targetPort: 'metrics', portName: 'web', portDiscovery: true })[0]).toEqual([
      'web',
      'http',
      'tcp-shop-2',
    ])
  })

  it('have the metadata that the Canary gives each of them', () => {
    const { created } = servicesOf({ primary: { labels: { tier: 'a' }, annotations: { b: 'c' } } })
    expect(created.map(({ metadata }) => metadata.labels)).toEqual([
      { app: 'shop-canary' },
      { app: 'shop-primary', tier: 'a' },
      { app: 'shop' },
    ])
    expect(created[1]?.metadata.annotations).toMatchObject({
      b: 'c',
      'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
    })
  })

  it('are headless, or near, when the Canary says so', () => {
    expect(servicesOf({ headless: true }).created.map(({ spec }) => spec)).toMatchObject(
      Array(3).fill({ clusterIP: 'None' }),
    )
    expect(servicesOf({ trafficDistribution: 'PreferClose' }).created[0]).toMatchObject({
      spec: { trafficDistribution: 'PreferClose' },
    })
  })
})

describe('a Service of yours with the name of the apex', () => {
  const own: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop', namespace: 'test', labels: { mine: 'yes' }, annotations: { also: 'mine' } },
    spec: { type: 'NodePort', selector: { app: 'shop' }, ports: [{ name: 'http', port: 80, nodePort: 31000 }] },
  }

  it('is adopted: selector and ports are Flagger’s, the rest stays', () => {
    const { created, changed } = servicesOf({ targetPort: 8080 }, [deploymentOf('shop'), own])
    expect(created.map(({ metadata }) => metadata.name)).toEqual(['shop-canary', 'shop-primary'])
    expect(changed).toMatchObject([
      {
        metadata: { labels: { mine: 'yes' }, annotations: { also: 'mine' } },
        spec: {
          type: 'NodePort',
          selector: { app: 'shop-primary' },
          ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 31000 }],
        },
      },
    ])
    expect(changed[0]?.metadata.ownerReferences).toBeUndefined()
  })

  it('stays as it is when it is right already', () => {
    const right = servicesOf({ targetPort: 8080 }, [deploymentOf('shop'), own]).changed
    expect(servicesOf({ targetPort: 8080 }, [deploymentOf('shop'), ...right]).changed).toEqual([])
  })
})
