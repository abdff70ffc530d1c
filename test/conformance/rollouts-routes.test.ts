import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Rollout } from '../../src/rollouts/rollout.ts'
import { type RouteStep, routesAfter } from '../../src/rollouts/routes/predict.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Case {
  id: string
  objects: Manifest[]
  expect: { steps: Partial<RouteStep>[] }
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/rollouts/routes.json', 'utf8'))

/** Recorded from the Istio reconciler of Argo Rollouts 9f8d111d8. */
describe('the mesh after every step is what the controller leaves', () => {
  test.each(cases)('case $id', ({ objects, expect: recorded }) => {
    const rollout = objects.find(object => object.kind === 'Rollout') as Rollout | undefined
    expect.assert(rollout)
    const { steps, problems } = routesAfter(rollout, objects)
    expect(problems).toEqual([])
    expect(steps.map(comparable)).toEqual(recorded.steps.map(comparable))
  })
})

function comparable({ step, weight, virtualServices = [], destinationRules = [] }: Partial<RouteStep>) {
  return dropNulls({ step, weight: weight ?? null, virtualServices, destinationRules })
}

function dropNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item) => item ?? undefined))
}
