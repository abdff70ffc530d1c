import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareFleet, type Verdict } from '../../src/gitops/fleet/compare.ts'
import type { ComparePatch } from '../../src/gitops/fleet/compare-patches.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Case {
  id: string
  note: string
  bundle: string
  defaultNamespace: string
  git: Manifest[]
  previous?: Manifest[]
  live: Manifest[]
  comparePatches: ComparePatch[]
  expect: { status: Status[]; error: string | null }
}

interface Status {
  apiVersion: string
  kind: string
  namespace: string
  name: string
  create: boolean
  exist: boolean
  delete: boolean
  patch: string
}

/** Fleet's status holds ten resources. */
const statusLength = 10
describe.each([
  ['cases', 'recorded by hand'],
  ['random', "that Fleet's own code gives for random objects, edits and rules"],
])('Fleet 0.16: the verdict of %s.json, %s', file => {
  const cases: Case[] = JSON.parse(readFileSync(`fixtures/golden/fleet/${file}.json`, 'utf8'))
  it.each(cases)('$id: $note', ({ expect: recorded, ...input }) => {
    const { objects, error } = compareFleet(input)
    expect(error === null).toBe(recorded.error === null)
    if (error !== null) return
    const reported = objects.filter(({ verdict }) => verdict !== 'synced').slice(0, statusLength)
    expect(reported.map(asStatus)).toEqual(recorded.status.slice(0, statusLength).map(parsed))
  })
})

function asStatus({ apiVersion, kind, namespace, name, verdict, patch }: Verdict) {
  const flags = {
    create: verdict === 'missing' || verdict === 'notOwned',
    exist: verdict === 'notOwned',
    delete: verdict === 'extra',
  }
  return { apiVersion, kind, namespace, name, ...flags, patch: patch ?? null }
}

function parsed({ patch, ...status }: Status) {
  return { ...status, patch: patch === '' ? null : JSON.parse(patch) }
}
