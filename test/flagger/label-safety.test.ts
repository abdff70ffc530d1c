import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelSafety } from '../../src/flagger/label-safety.ts'
import { includedByPrefix } from '../../src/flagger/labels.ts'
import { includedMarks, marksOf, safePrefixes } from '../../src/flagger/marks.ts'
import { predict } from '../../src/flagger/predict.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import { describeObject } from '../../src/values/finding.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from './releases.ts'

const settings = { type: 'ConfigMap', name: 'settings' }
const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: settings.name, namespace: 'test' } }
const volumes = [{ name: 'settings', configMap: { name: settings.name } }]
const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
const deployment = deploymentOf('shop', {}, { volumes })
deployment.metadata.labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/part-of': 'mall', team: 'web' }
const objects = [canaryOf('shop', { autoscalerRef }), deployment, hpaOf('shop'), config] as const

function carried(options: Partial<Settings>, ...tools: string[]) {
  const found = labelSafety(releaseOf([...objects], options)).carried
  return found
    .filter(({ mark }) => tools.includes(mark.tool))
    .map(each => `${describeObject(each.object)} ${each.mark.key}${each.ignoresPrefix ? '' : ' by prefix'}`)
}

describe("the marks of tools on Flagger's copies", () => {
  it('reach the autoscaler, and at its creation the workload, whatever the prefix list says', () => {
    expect(carried({}, 'Fleet', 'Argo CD')).toEqual([
      'Deployment test/shop-primary objectset.rio.cattle.io/id',
      'Deployment test/shop-primary argocd.argoproj.io/tracking-id',
      'HorizontalPodAutoscaler test/shop-primary objectset.rio.cattle.io/hash',
      'HorizontalPodAutoscaler test/shop-primary fleet.cattle.io/bundledeployment',
      'HorizontalPodAutoscaler test/shop-primary app.kubernetes.io/instance',
    ])
  })

  it.each([['*'], ['objectset'], ['o']])('reach workload and configs with the prefix %s', prefix => {
    const hash = carried({ includeLabelPrefix: [prefix] }, 'Fleet').filter(text => text.includes('/hash'))
    expect(hash).toEqual([
      'ConfigMap test/settings-primary objectset.rio.cattle.io/hash by prefix',
      'Deployment test/shop-primary objectset.rio.cattle.io/hash by prefix',
      'HorizontalPodAutoscaler test/shop-primary objectset.rio.cattle.io/hash',
    ])
  })

  it('reached everything by the empty list before Flagger 1.30', () => {
    expect(carried({ flaggerVersion: '1.29' }, 'Fleet')).toContain(
      'Deployment test/shop-primary objectset.rio.cattle.io/hash by prefix',
    )
  })

  it('are those of the Flux toolkit nowhere: Flagger takes them away', () => {
    expect(carried({ includeLabelPrefix: ['*'] }, 'Flux')).toEqual([])
  })
})

describe('the prefix list', () => {
  const recommended = (options: Partial<Settings>) => labelSafety(releaseOf([...objects], options)).includeLabelPrefix

  it('stays when it carries no mark', () => {
    expect(recommended({})).toEqual([])
    expect(recommended({ includeLabelPrefix: ['team', 'app.kubernetes.io/name'] })).toEqual([
      'team',
      'app.kubernetes.io/name',
    ])
  })

  it('names the labels that it is there for, when it carries marks', () => {
    expect(recommended({ includeLabelPrefix: ['app.kubernetes.io', 'team'] })).toEqual([
      'team',
      'app.kubernetes.io/name',
      'app.kubernetes.io/part-of',
    ])
    expect(recommended({ includeLabelPrefix: ['*'] })).toEqual([
      'app.kubernetes.io/name',
      'app.kubernetes.io/part-of',
      'team',
    ])
  })

  it('cannot be empty before Flagger 1.30', () => {
    const bare = releaseOf([canaryOf('shop'), deploymentOf('shop')], { flaggerVersion: '1.29' })
    expect(labelSafety(bare).includeLabelPrefix).toEqual(['dummy'])
  })

  it('is worth a warning with Fleet’s hash, a remark with labels that only inventories look at, else nothing', () => {
    const severities = (includeLabelPrefix: string[]) =>
      predict(releaseOf([...objects], { includeLabelPrefix })).problems.map(
        ({ code, severity }) => `${code} ${severity}`,
      )
    expect(severities(['*'])).toEqual(['FL033 warning'])
    expect(severities(['app.kubernetes.io'])).toEqual(['FL033 info'])
    expect(severities(['app.kubernetes.io/name', 'team'])).toEqual([])
  })

  it('as recommended carries no mark, and every other label that the one in use does', () => {
    const key = fc.constantFrom(
      ...['app', 'team', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/managed-by'],
      ...[
        'objectset.rio.cattle.io/hash',
        'objectset.rio.cattle.io/prune',
        'helm.sh/chart',
        'management.cattle.io/x',
        'h',
        'm',
      ],
    )
    const prefix = fc.oneof(key, fc.constantFrom('*', '', 'a', 'o', 'app.', 'helm.', 'management.cattle.io/', 'zzz'))
    fc.assert(
      fc.property(
        fc.array(prefix),
        fc.array(key),
        fc.constantFrom('1.29', '1.44'),
        (prefixes, keys, flaggerVersion) => {
          const labels = Object.fromEntries(keys.map(name => [name, '']))
          const inUse = { ...defaultSettings, includeLabelPrefix: prefixes, flaggerVersion }
          const safe = { ...inUse, includeLabelPrefix: safePrefixes(inUse, keys) }
          expect(includedMarks(safe)).toEqual([])
          const unmarked = (included: object) => Object.keys(included).filter(name => marksOf(name).length === 0)
          const wanted = unmarked(includedByPrefix(labels, inUse))
          // A label whose name begins a mark, as `h` does, cannot be told apart by a prefix.
          const separable = wanted.filter(name => includedMarks({ ...inUse, includeLabelPrefix: [name] }).length === 0)
          expect(unmarked(includedByPrefix(labels, safe))).toEqual(expect.arrayContaining(separable))
        },
      ),
    )
  })
})
