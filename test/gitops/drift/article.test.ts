import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Release } from '../../../src/flagger/release.ts'
import { defaultSettings } from '../../../src/flagger/settings.ts'
import { type DriftPlan, planDrift } from '../../../src/gitops/drift/plan.ts'
import { planText } from '../../../src/gitops/drift/plan-text.ts'
import type { Waiver } from '../../../src/gitops/drift/settle.ts'
import { simulateTool } from '../../../src/gitops/drift/simulate.ts'
import { comparePatchesOf } from '../../../src/gitops/drift/tool-rules.ts'
import { addComparePatches } from '../../../src/gitops/fleet/edit.ts'
import { readBundleRules } from '../../../src/gitops/fleet/read-rules.ts'
import { readReleases } from '../../../src/manifests/releases.ts'
import { isMap } from '../../../src/values/json.ts'
import { readYaml } from '../../../src/values/yaml/index.ts'

// The bundles of a Rancher article about Flagger and Fleet, as they were written, and as they work with every Fleet.

const bundle = 'canary-demo-app'

function files(layout: string): { file: string; text: string }[] {
  const root = join('fixtures', layout, bundle)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.ya?ml$/.test(file))
    .sort()
    .map(file => ({ file, text: readFileSync(join(root, file), 'utf8') }))
}

function fleetYaml(layout: string): string {
  return files(layout).find(({ file }) => file === 'fleet.yaml')?.text ?? ''
}

function release(layout: string): Release {
  const options = { namespace: 'kube-system', settings: defaultSettings, refs: 'assume' as const }
  const [found] = readReleases(files(layout), options).releases
  if (!found) throw new Error(`there is no Canary in ${layout}`)
  return found
}

function plan(layout: string, version: string, options = {}): DriftPlan {
  return planDrift(release(layout), { tool: 'fleet', version, owner: bundle, options })
}

const conflicts = ({ objects }: DriftPlan) => objects.flatMap(object => object.conflicts.map(({ field }) => field))

describe('the article as it was written', () => {
  it('needs rules for what its author found out by hand', () => {
    const { waivers, left } = plan('rancher-bundles', '0.14')
    expect(left).toEqual([])
    const own = readBundleRules(readYaml(fleetYaml('rancher-bundles')).documents?.[0] ?? null)
    const paths = (patches: readonly { kind?: string; jsonPointers?: string[]; operations?: { path?: string }[] }[]) =>
      patches.flatMap(({ kind, jsonPointers = [], operations = [] }) =>
        [...jsonPointers, ...operations.map(({ path }) => path)].map(path => `${kind} ${path}`),
      )
    const ours = comparePatchesOf(waivers)
    expect(new Set(paths(ours))).toEqual(new Set('done' in own ? paths(own.done.comparePatches) : []))
    // One operation that fails voids the others of its object; pointers fail one by one.
    expect(ours.every(({ operations }) => operations === undefined)).toBe(true)
  })

  it('drifts in every stage without its rules, and in none with ours', () => {
    const look = simulateTool(release('rancher-bundles'), { tool: 'fleet', version: '0.14', owner: bundle })
    const drift = (waivers: readonly Waiver[]) =>
      look(waivers).flatMap(({ verdict, stages }) => (verdict.verdict === 'synced' ? [] : stages))
    expect(new Set(drift([]))).toEqual(new Set(['init', 'analysis', 'promotion', 'finalise', 'rollback']))
    expect(drift(plan('rancher-bundles', '0.14').waivers)).toEqual([])
  })

  it('fails on Fleet 0.15 and newer whatever its rules, and the report says on which fields and what to do', () => {
    expect(conflicts(plan('rancher-bundles', '0.14'))).toEqual([])
    const now = plan('rancher-bundles', '0.16')
    expect(conflicts(now)).toEqual(['.spec.replicas', '.spec.ports[port=8080,protocol="TCP"].name', '.spec.selector'])
    const text = planText([{ name: 'Canary canary-demo/fleet-simple-app', plan: now }], {
      tool: 'fleet',
      version: '0.16',
    })
    expect(text).toContain('conflict with "flagger" using apps/v1: .spec.replicas')
    expect(text).toContain('Leave spec.replicas out of Git')
    expect(text).toContain('Leave the Service out of Git')
  })

  it('is applied client-side where the release was installed with takeOwnership', () => {
    expect(conflicts(plan('rancher-bundles', '0.16', { helm: { takeOwnership: true } }))).toEqual([])
  })

  it('gets our rules into its fleet.yaml, line for line as it is', () => {
    const before = fleetYaml('rancher-bundles')
    const edited = addComparePatches(before, comparePatchesOf(plan('rancher-bundles', '0.14').waivers))
    const after = 'text' in edited ? edited.text : ''
    expect(after.split('\n')).toEqual(expect.arrayContaining(before.split('\n')))
    const [options] = readYaml(after).documents ?? []
    expect(isMap(options) && options['defaultNamespace']).toBe('kube-system')
  })
})

describe('the article as it works', () => {
  it.each(['0.14', '0.16'])('leaves nothing to fight about on Fleet %s, without any rule', version => {
    const { waivers, left, objects } = plan('rancher-bundles-fixed', version)
    expect([waivers, left, objects.filter(({ drifts }) => drifts)]).toEqual([[], [], []])
    expect(conflicts(plan('rancher-bundles-fixed', version))).toEqual([])
  })
})
