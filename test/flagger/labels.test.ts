import { describe, expect, it } from 'vitest'
import { includedByPrefix, primaryLabels, withoutToolkit, withToolkitDisabled } from '../../src/flagger/labels.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'

const labels = {
  app: 'shop',
  'app.kubernetes.io/name': 'shop',
  'kustomize.toolkit.fluxcd.io/name': 'apps',
  team: 'web',
}

function included(includeLabelPrefix: string[], flaggerVersion = '1.44') {
  return Object.keys(includedByPrefix(labels, { ...defaultSettings, includeLabelPrefix, flaggerVersion }))
}

describe('the labels of copies', () => {
  it('are those that begin with a prefix', () => {
    expect(included(['app.'])).toEqual(['app.kubernetes.io/name'])
    expect(included(['app'])).toEqual(['app', 'app.kubernetes.io/name'])
    expect(included(['t', 'x'])).toEqual(['team'])
  })

  it('are all but those of the Flux toolkit with *', () => {
    expect(included(['*'])).toEqual(['app', 'app.kubernetes.io/name', 'team'])
    expect(included(['kustomize.', '*'])).toEqual(['app', 'app.kubernetes.io/name', 'team'])
  })

  it('are none with an empty list, and were all of them before Flagger 1.30', () => {
    expect(included([])).toEqual([])
    expect(included([''])).toEqual([])
    expect(included([], '1.29')).toEqual(['app', 'app.kubernetes.io/name', 'team'])
    expect(included(['', 'team'], '1.29')).toEqual(['app', 'app.kubernetes.io/name', 'team'])
    expect(included(['team'], '1.29')).toEqual(['team'])
  })

  it('have the value of the primary under the selector label', () => {
    expect(primaryLabels(labels, 'app', 'shop-primary')).toEqual({
      'app.kubernetes.io/name': 'shop',
      team: 'web',
      app: 'shop-primary',
    })
  })
})

it('Flux is kept off the routes, and its own marks off the copies', () => {
  expect(withToolkitDisabled({ a: 'b' })).toEqual({
    a: 'b',
    'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
    'helm.toolkit.fluxcd.io/driftDetection': 'disabled',
  })
  expect(withoutToolkit({ a: 'b', 'helm.toolkit.fluxcd.io/driftDetection': 'disabled' })).toEqual({ a: 'b' })
})
