import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareArgo } from '../../src/gitops/argocd/compare.ts'
import { health } from '../../src/gitops/argocd/health.ts'
import type { ArgoInput } from '../../src/gitops/argocd/input.ts'
import type { TrackingMethod } from '../../src/gitops/argocd/settings.ts'
import { asTarget, instanceLabel, selfReferenced, trackedApp } from '../../src/gitops/argocd/tracking.ts'
import type { JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Recorded<Expectation> {
  id: string
  note: string
  expect: Expectation
}

type DiffCase = Recorded<{ modified: boolean; paths: string[] } | { error: string }> & ArgoInput & { kind?: never }
type HealthCase = Recorded<{ status: string; message: string; luaError?: true }> & {
  kind: 'health'
  live: Manifest
  argocdCm?: Record<string, string>
}
type TrackingCase = Recorded<{ trackedApp: string; selfReferenced: boolean }> & {
  kind: 'tracking'
  app: string
  appNamespace: string
  trackingMethod: TrackingMethod
  git: Manifest | null
  live: Manifest
}

const cases: (DiffCase | HealthCase | TrackingCase)[] = JSON.parse(
  readFileSync('fixtures/golden/argocd/cases.json', 'utf8'),
)
const diffs = cases.filter(item => item.kind === undefined)
const healths = cases.filter(item => item.kind === 'health')
const trackings = cases.filter(item => item.kind === 'tracking')

describe('Argo CD 3.6 gives the recorded verdict on an object', () => {
  it.each(diffs)('$id: $note', ({ expect: recorded, ...input }) => {
    const result = compareArgo(input)
    if ('error' in recorded || 'error' in result) {
      expect('error' in result).toBe('error' in recorded)
      return
    }
    expect({ modified: result.modified, paths: [...result.paths].sort() }).toEqual({
      modified: recorded.modified,
      paths: [...recorded.paths].sort(),
    })
  })
})

describe('Argo CD 3.6 gives the recorded health', () => {
  it.each(healths)('$id: $note', ({ live, argocdCm, expect: { luaError, ...recorded } }) => {
    const result = health(live, argocdCm)
    if (luaError) expect(result).toMatchObject({ status: recorded.status, failed: true })
    else expect(result).toEqual(recorded)
  })
})

describe('Argo CD 3.6 tracks the recorded application', () => {
  it.each(trackings)('$id: $note', ({ app, appNamespace, trackingMethod, git, live, expect: recorded }) => {
    const target = git && asTarget(git as JsonMap, app, appNamespace, trackingMethod, instanceLabel)
    expect({
      trackedApp: trackedApp(live, trackingMethod),
      selfReferenced: selfReferenced(live, target as JsonMap | null, app, trackingMethod),
    }).toEqual(recorded)
  })
})
