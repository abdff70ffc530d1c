import { expect, test } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { dataOf } from '../../src/values/manifest.ts'
import { valueAt } from '../../src/values/pointer.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from './releases.ts'

const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
const rules = { stabilizationWindowSeconds: 60, tolerance: '50m' }

test.each([
  ['1.41', { stabilizationWindowSeconds: 60 }],
  ['1.42', rules],
])('Flagger %s copies of the behavior of an autoscaler what its Go type has', (flaggerVersion, scaleUp) => {
  const hpa = hpaOf('shop')
  const withBehavior = { ...hpa, spec: { ...(hpa['spec'] as object), behavior: { scaleUp: rules } } }
  const release = releaseOf([canaryOf('shop', { autoscalerRef }), deploymentOf('shop'), withBehavior], {
    flaggerVersion,
  })
  const copy = predict(release).created.find(({ kind }) => kind === 'HorizontalPodAutoscaler')
  expect.assert(copy)
  expect(valueAt(dataOf(copy), '/spec/behavior')).toEqual({ scaleUp })
})
