import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from './releases.ts'

describe('a workload that is only sketched', () => {
  const sketch = deploymentOf('shop')

  it('gives everything but copies of it', () => {
    const { created, changed, verdict } = predict(releaseOf([canaryOf('shop'), sketch], { sketched: [sketch] }))
    expect(verdict).toBe('initialized')
    expect(created.map(describe_)).toEqual([
      'Service shop-canary',
      'Service shop-primary',
      'Service shop',
      'DestinationRule shop-canary',
      'DestinationRule shop-primary',
      'VirtualService shop',
    ])
    expect(changed).toEqual([])
  })

  it('lets its autoscaler be copied, which is given in full', () => {
    const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
    const objects = [canaryOf('shop', { autoscalerRef }), sketch, hpaOf('shop')] as const
    const { created } = predict(releaseOf([...objects], { sketched: [sketch] }))
    expect(created.map(describe_)).toContain('HorizontalPodAutoscaler shop-primary')
  })

  it('is made up when nothing of it is given and missing objects are assumed', () => {
    const { created, problems } = predict(releaseOf([canaryOf('shop')], { refs: 'assume' }))
    expect(created.map(describe_)).toContain('Service shop-primary')
    expect(problems).toMatchObject([{ code: 'FL021', severity: 'warning', path: '/spec/targetRef' }])
  })
})

function describe_({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`
}
