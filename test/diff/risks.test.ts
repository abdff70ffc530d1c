// One example for each class, and what the controller does with it.
import { describe, expect, test } from 'vitest'
import { canaryRules } from '../../src/diff/rules/canary.ts'
import { rulesFor } from '../../src/diff/rules/index.ts'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import type { Script } from '../../src/timeline/engine/script.ts'
import { simulate } from '../../src/timeline/engine/simulate.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { dataOf, type Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, releaseOf } from '../flagger/releases.ts'
import { classesOf, diffOf } from './diffs.ts'
import { changed, exampleOf, nextRun, runningCanary } from './running.ts'

const release = exampleOf('istio')
const running = runningCanary(release)
const before = [release.canary, ...release.cluster.objects]

/** The class of a change of the Canary, and what the next run makes of it. */
function afterChange(change: (spec: JsonMap) => void) {
  const canary = changed(release.canary, change)
  const objects = before.map(object => (object === release.canary ? canary : object))
  return { classes: classesOf(diffOf(before, objects)), ...nextRun(release, running, canary) }
}

function phases(of: Release, script: Script): string[] {
  const simulation = simulate(of, script)
  if ('verdict' in simulation) throw new Error(simulation.verdict)
  return simulation.ticks.map(({ phase }) => phase)
}

describe('no effect', () => {
  test('another interval: the next run writes nothing', () => {
    const { classes, routes, writes } = afterChange(spec => {
      spec['analysis'] = { ...(spec['analysis'] as JsonMap), interval: '2m' }
    })
    expect(classes).toEqual(['/spec/analysis/interval: no effect'])
    expect(routes?.canary).toBe(30)
    expect(writes).toBe(nextRun(release, running, release.canary).writes)
  })
})

describe('new rollout starts', () => {
  const app = deploymentOf(
    'shop',
    {},
    { containers: [{ name: 'shop', image: 'shop:1', envFrom: [{ configMapRef: { name: 'settings' } }] }] },
  )
  const settings: Manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'test' },
    data: { a: '1' },
  }
  const canary = canaryOf('shop')
  const of = releaseOf([canary, app, settings])
  const idle: Script = [{}, {}, {}]

  test('another image of the target', () => {
    expect(phases(of, [...idle, { revision: 'shop:2' }]).slice(-2)).toEqual(['Initialized', 'Progressing'])
    const next = deploymentOf(
      'shop',
      {},
      { containers: [{ name: 'shop', image: 'shop:2', envFrom: [{ configMapRef: { name: 'settings' } }] }] },
    )
    expect(classesOf(diffOf([canary, app], [canary, next]))).toEqual([
      '/spec/template/spec/containers/0/image: new rollout starts',
    ])
  })

  test('other data of a config that the target uses', () => {
    expect(phases(of, [...idle, { config: 'settings' }]).slice(-2)).toEqual(['Initialized', 'Progressing'])
    const next = { ...settings, data: { a: '2' } }
    expect(classesOf(diffOf([canary, app, settings], [canary, app, next]))).toEqual(['/data/a: new rollout starts'])
    // Without the target nobody uses it.
    expect(classesOf(diffOf([settings], [next]))).toEqual(['/data/a: no effect'])
  })

  test('a config that opts out of tracking starts none', () => {
    const annotations = { 'flagger.app/config-tracking': 'disabled' }
    const untracked = { ...settings, metadata: { ...settings.metadata, annotations } }
    const next = { ...untracked, data: { a: '2' } }
    expect(phases(releaseOf([canary, app, untracked]), [...idle, { config: 'settings' }]).at(-1)).toBe('Initialized')
    expect(classesOf(diffOf([canary, app, untracked], [canary, app, next]))).toEqual(['/data/a: traffic moves now'])
  })
})

describe('traffic moves now', () => {
  test('another target port, on which the pods of the primary listen: all Services change at once', () => {
    const { classes, world } = afterChange(spec => {
      spec['service'] = { ...(spec['service'] as JsonMap), targetPort: 8080 }
    })
    expect(classes).toEqual(['/spec/service/targetPort: traffic moves now'])
    expect(targetPorts(world.created())).toEqual([8080, 8080, 8080])
  })

  test('skipAnalysis in the middle of an analysis: the revision is promoted by the next run', () => {
    const skipping = releaseOf([canaryOf('shop', { skipAnalysis: true }), deploymentOf('shop')])
    expect(phases(skipping, [{}, {}, { revision: true }, {}]).at(-1)).toBe('Succeeded')
    expect(afterChange(spec => Object.assign(spec, { skipAnalysis: true })).classes).toEqual([
      '/spec/skipAnalysis: traffic moves now',
    ])
  })
})

describe('resets a running canary', () => {
  test('other retries: the route is written anew, with all requests to the primary', () => {
    const { classes, routes } = afterChange(spec => {
      spec['service'] = { ...(spec['service'] as JsonMap), timeout: '5s' }
    })
    expect(classes).toEqual(['/spec/service/timeout: resets a running canary'])
    expect(nextRun(release, running, release.canary).routes?.canary).toBe(30)
    expect(routes?.canary).toBe(0)
  })

  test.each(['istio', 'gatewayapi-v1'])('session affinity that goes, with %s', provider => {
    const example = exampleOf(provider)
    const without = changed(example.canary, spec => {
      delete (spec['analysis'] as JsonMap)['sessionAffinity']
    })
    const sticky = changed(without, spec => {
      Object.assign(spec['analysis'] as JsonMap, { sessionAffinity: { cookieName: 'c' } })
    })
    const started = runningCanary({ ...example, canary: sticky })
    expect(nextRun(example, started, sticky).routes?.canary).toBe(30)
    expect(nextRun(example, started, without).routes?.canary).toBe(0)
    expect(classesOf(diffOf([sticky], [without]))).toEqual(['/spec/analysis/sessionAffinity: resets a running canary'])
  })

  test('even a timeout that is the same, written differently: Flagger compares the text', () => {
    const seconds = changed(release.canary, spec => Object.assign(spec['service'] as JsonMap, { timeout: '60s' }))
    const minute = changed(release.canary, spec => Object.assign(spec['service'] as JsonMap, { timeout: '1m' }))
    expect(classesOf(diffOf([seconds], [minute]))).toEqual(['/spec/service/timeout: resets a running canary'])
    const started = runningCanary({ ...release, canary: seconds })
    expect(nextRun(release, started, minute).routes?.canary).toBe(0)
  })
})

describe('downtime', () => {
  test('a target port on which the primary does not listen', () => {
    const { classes } = afterChange(spec => Object.assign(spec['service'] as JsonMap, { targetPort: 9999 }))
    expect(classes).toEqual(['/spec/service/targetPort: downtime'])
  })

  test('the Canary goes: what answers is owned by it, and the target has no pods', () => {
    const { created, changed: now } = predict(release)
    const primary = created.find(({ kind }) => kind === 'Deployment')
    expect(primary?.metadata.ownerReferences?.[0]?.kind).toBe('Canary')
    expect(now.map(({ spec }) => (spec as JsonMap)['replicas'])).toContain(0)
    expect(classesOf(diffOf([release.canary], []))).toEqual(['(whole): downtime'])
  })

  test('with revertOnDeletion the target gets its pods back', () => {
    const reverting = changed(release.canary, spec => Object.assign(spec, { revertOnDeletion: true }))
    expect(classesOf(diffOf([reverting], []))).toEqual(['(whole): traffic moves now'])
  })
})

describe('needs a human', () => {
  test('another provider: the routes of the old one stay', () => {
    const { classes, world } = afterChange(spec => Object.assign(spec, { provider: 'traefik' }))
    expect(classes).toEqual(['/spec/provider: needs a human'])
    const kinds = world.created().map(({ kind }) => kind)
    expect(kinds).toContain('VirtualService')
    expect(kinds).toContain('TraefikService')
  })

  test('a new gate: the rollout waits until it answers', () => {
    const webhooks = [{ name: 'ask', type: 'confirm-promotion', url: 'http://gate.test/' }]
    const analysis = { interval: '1m', threshold: 5, stepWeight: 50 }
    const asking = canaryOf('shop', { analysis: { ...analysis, webhooks } })
    const closed = { gates: { ask: 403 } }
    const script: Script = [{}, {}, { revision: true, ...closed }, closed, closed, closed, closed, closed]
    expect(phases(releaseOf([asking, deploymentOf('shop')]), script).at(-1)).toBe('WaitingPromotion')
    expect(classesOf(diffOf([canaryOf('shop', { analysis })], [asking]))).toEqual([
      '/spec/analysis/webhooks: needs a human',
    ])
  })

  test('a Canary that the API server will not take any more', () => {
    const both = afterChangeOf(spec => Object.assign(spec['analysis'] as JsonMap, { iterations: 5 }))
    expect(both.at(0)).toContain('needs a human')
    const refused = changed(release.canary, spec => Object.assign(spec['analysis'] as JsonMap, { iterations: 5 }))
    expect(classesOf(diffOf([], [refused]))).toEqual(['/spec/analysis: needs a human', '(whole): traffic moves now'])
  })

  test('a block of fields that comes or goes as a whole: the worst of what is in it', () => {
    const without = changed(release.canary, spec => {
      delete spec['service']
    })
    expect(classesOf(diffOf([without], [release.canary]))).toEqual(['/spec/service: needs a human'])
  })
})

describe('what a running canary does with other steps', () => {
  const steps = (stepWeights: number[]) => canaryOf('shop', { analysis: { interval: '1m', threshold: 5, stepWeights } })

  test('a weight that is in the list no more is followed by 100 %', () => {
    expect(classesOf(diffOf([steps([10, 20, 50])], [steps([10, 25, 50])]))).toEqual([
      '/spec/analysis/stepWeights/1: traffic moves now',
    ])
  })
  test('weights that are added change nothing for it', () => {
    expect(classesOf(diffOf([steps([10, 50])], [steps([10, 50, 60])]))).toEqual([
      '/spec/analysis/stepWeights/2: no effect',
    ])
  })
  test('fewer failed checks roll it back, more do not', () => {
    const threshold = (n: number) => canaryOf('shop', { analysis: { interval: '1m', threshold: n, stepWeight: 10 } })
    expect(classesOf(diffOf([threshold(5)], [threshold(2)]))).toEqual(['/spec/analysis/threshold: traffic moves now'])
    expect(classesOf(diffOf([threshold(2)], [threshold(5)]))).toEqual(['/spec/analysis/threshold: no effect'])
  })
})

describe('what it does with fewer iterations', () => {
  const testOf = (iterations: number, match: object[]) =>
    canaryOf('shop', { analysis: { interval: '1m', threshold: 5, iterations, match } })
  const header = { headers: { 'x-canary': { exact: 'yes' } } }

  test('an A/B test that is past them stands still', () => {
    expect(classesOf(diffOf([testOf(5, [header])], [testOf(3, [header])]))).toEqual([
      '/spec/analysis/iterations: needs a human',
    ])
  })
  test('a blue/green deployment is promoted', () => {
    expect(classesOf(diffOf([testOf(5, [])], [testOf(3, [])]))).toEqual([
      '/spec/analysis/iterations: traffic moves now',
    ])
  })
})

describe('objects around a Canary', () => {
  const canary = canaryOf('shop')
  const service = (selector: string, port = 80): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop', namespace: 'test' },
    spec: { selector: { app: selector }, ports: [{ name: 'http', port }] },
  })

  test('its Service: until Flagger puts it right, requests go to pods that are not there', () => {
    expect(classesOf(diffOf([canary, service('shop-primary')], [canary, service('shop')]))).toEqual([
      '/spec/selector/app: downtime',
    ])
    expect(classesOf(diffOf([service('a')], [service('b')]))).toEqual(['/spec/selector/app: traffic moves now'])
  })

  test('the target’s replicas are Flagger’s, those of another Deployment are not', () => {
    const pods = (replicas: number) => deploymentOf('shop', { replicas })
    expect(classesOf(diffOf([canary, pods(2)], [canary, pods(0)]))).toEqual(['/spec/replicas: no effect'])
    expect(classesOf(diffOf([pods(2)], [pods(0)]))).toEqual(['/spec/replicas: downtime'])
  })

  test('what is immutable has to be deleted first', () => {
    const config = (fields: object): Manifest => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      immutable: true,
      ...fields,
    })
    expect(classesOf(diffOf([config({ data: { a: '1' } })], [config({ data: { a: '2' } })]))).toEqual([
      '/data/a: needs a human',
    ])
  })

  test('a kind that serin does not know needs somebody who does', () => {
    const thing = (size: number): Manifest => ({
      apiVersion: 'x.test/v1',
      kind: 'Thing',
      metadata: { name: 'a' },
      spec: { size },
    })
    expect(classesOf(diffOf([thing(1)], [thing(2)]))).toEqual(['/spec/size: needs a human'])
  })
})

test('every rule says why, and from where that is known', () => {
  const sets = [
    canaryRules,
    ...['Deployment', 'Nothing'].map(kind => rulesFor({ apiVersion: 'apps/v1', kind, metadata: { name: '' } }, null)),
  ]
  for (const { rules } of sets) {
    expect(rules.filter(({ reason, source }) => !reason.endsWith('.') || source === '')).toEqual([])
  }
})

function afterChangeOf(change: (spec: JsonMap) => void): string[] {
  return classesOf(diffOf([release.canary], [changed(release.canary, change)]))
}

function targetPorts(objects: readonly Manifest[]): unknown[] {
  return objects
    .filter(({ kind }) => kind === 'Service')
    .map(service => ((dataOf(service)['spec'] as JsonMap)['ports'] as JsonMap[])[0]?.['targetPort'])
}
