import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CanaryStep, Rollout } from '../../../src/rollouts/rollout.ts'
import { timedRoutes } from '../../../src/rollouts/schedule/timed-routes.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

interface Case {
  id: string
  objects: Manifest[]
  expect: { steps: { step: number; weight?: number; virtualServices: Manifest[]; destinationRules: Manifest[] }[] }
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/rollouts/routes.json', 'utf8'))

describe('the steps of a timeline are the recorded ones', () => {
  test.each(cases)('case $id', ({ objects, expect: recorded }) => {
    const { steps, problems } = timedRoutes(rolloutOf(objects), objects)
    expect(problems).toEqual([])
    expect(steps.map(({ step }) => step)).toEqual(recorded.steps.map(({ step }) => step))
    expect(steps.map(({ virtualServices }) => plain(virtualServices))).toEqual(
      recorded.steps.map(({ virtualServices }) => plain(virtualServices)),
    )
    for (const [i, { weight = steps[i]?.weight }] of recorded.steps.entries()) expect(steps[i]?.weight).toBe(weight)
  })

  test.each(cases)('the times of case $id never run backwards', ({ objects }) => {
    const times = timedRoutes(rolloutOf(objects), objects, { podSeconds: 20 }).steps.map(({ seconds }) => seconds)
    expect(times[0]).toBe(0)
    const known = times.filter(seconds => seconds !== null)
    expect(known).toEqual([...known].sort((a, b) => a - b))
    // Nobody knows when what comes after an unknown wait happens.
    expect(times.slice(known.length).every(seconds => seconds === null)).toBe(true)
  })
})

describe('the time of a step', () => {
  test('is when its pods are ready and the mesh has changed', () => {
    const steps = [{ setWeight: 50 }, { pause: { duration: '1h' } }]
    expect(timesOf(steps, 30)).toEqual([
      { step: -1, weight: 0, seconds: 0 },
      { step: 0, weight: 50, seconds: 30 },
      { step: 2, weight: 0, seconds: 3660 },
    ])
  })

  test('is unknown behind a pause that a person ends', () => {
    expect(timesOf([{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }], 0)).toEqual([
      { step: -1, weight: 0, seconds: 0 },
      { step: 0, weight: 50, seconds: 0 },
      { step: 2, weight: 100, seconds: null },
      { step: 3, weight: 0, seconds: null },
    ])
  })

  test('counts an analysis whose template is given', () => {
    const metrics = [{ name: 'm', interval: '10s', count: 4, provider: { web: { url: 'http://check' } } }]
    const template: Manifest = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'check', namespace: 'prod' },
      spec: { metrics },
    }
    const steps = [{ analysis: { templates: [{ templateName: 'check' }] } }, { setWeight: 10 }]
    expect(timesOf(steps, 0, [template]).map(({ seconds }) => seconds)).toEqual([0, 30, 30])
    expect(timesOf(steps, 0).map(({ seconds }) => seconds)).toEqual([0, null, null])
  })
})

function timesOf(steps: CanaryStep[], podSeconds: number, more: Manifest[] = []) {
  const [first] = cases
  expect.assert(first)
  const rollout = rolloutOf(first.objects)
  const canary = { ...rollout.spec.strategy?.canary, steps }
  const changed = { ...rollout, spec: { ...rollout.spec, strategy: { canary } } }
  return timedRoutes(changed, [...first.objects, ...more], { podSeconds }).steps.map(({ step, weight, seconds }) => ({
    step,
    weight,
    seconds,
  }))
}

function rolloutOf(objects: Manifest[]): Rollout {
  const rollout = objects.find(({ kind }) => kind === 'Rollout') as Rollout | undefined
  expect.assert(rollout)
  return rollout
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item) => item ?? undefined))
}
