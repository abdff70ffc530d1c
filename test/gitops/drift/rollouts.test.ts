import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { differences } from '../../../src/gitops/differences.ts'
import { planRolloutDrift } from '../../../src/gitops/drift/plan.ts'
import type { GivenRollout } from '../../../src/gitops/drift/rollout-states.ts'
import { ignoreDifferencesOf } from '../../../src/gitops/drift/tool-rules.ts'
import { ownedField, ownedObject } from '../../../src/gitops/ownership/find.ts'
import { isRollout } from '../../../src/rollouts/kinds.ts'
import { readRollout } from '../../../src/rollouts/read.ts'
import { dataOf, groupOf, type Manifest } from '../../../src/values/manifest.ts'

interface Case {
  id: string
  objects: Manifest[]
  expect: { steps?: { virtualServices?: Manifest[]; destinationRules?: Manifest[] }[] }
}
const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/rollouts/routes.json', 'utf8'))

function given({ objects }: Case): GivenRollout[] {
  return objects.filter(isRollout).map(object => ({
    rollout: readRollout(object).value,
    namespace: object.metadata.namespace ?? 'default',
    objects: objects.filter(each => !isRollout(each)),
  }))
}

describe('what a Rollout writes', () => {
  it('is in the table, as far as recorded controllers changed routes and subsets', () => {
    const unknown = cases.flatMap(({ objects, expect: { steps = [] } }) =>
      steps
        .flatMap(({ virtualServices = [], destinationRules = [] }) => [...virtualServices, ...destinationRules])
        .flatMap(after => {
          const before = objects.find(
            ({ kind, metadata }) => kind === after.kind && metadata.name === after.metadata.name,
          )
          const role = after.kind === 'VirtualService' ? 'rollout route' : 'rollout subsets'
          const owner = ownedObject(role, `${groupOf(after.apiVersion)}/${after.kind}`)
          if (!before || !owner) return []
          return differences(dataOf(before)['spec'], dataOf(after)['spec'])
            .map(path => `/spec${path}`)
            .filter(path => !ownedField(owner, path))
        }),
    )
    expect(unknown).toEqual([])
  })

  it.each(['fleet', 'argocd', 'flux'] as const)('has rules with which %s reports nothing', tool => {
    const plans = cases.flatMap(each =>
      given(each).map(one => planRolloutDrift(one, { tool, version: '3.6', owner: 'shop' })),
    )
    expect(plans.flatMap(({ left }) => left)).toEqual([])
    expect(plans.some(({ waivers }) => waivers.length > 0)).toBe(true)
  })

  it('is ignored no wider than it is written: weights and routes by name, for Argo CD', () => {
    const rules = cases.flatMap(each =>
      given(each).flatMap(one =>
        ignoreDifferencesOf(planRolloutDrift(one, { tool: 'argocd', version: '3.6', owner: 'shop' }).waivers),
      ),
    )
    const expressions = new Set(rules.flatMap(({ jqPathExpressions = [] }) => jqPathExpressions))
    expect(expressions).toContain('.spec.http[]?.route[]?.weight')
    expect([...expressions].some(expression => expression.startsWith('.spec.http[]? | select(.name == '))).toBe(true)
  })
})
