import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRawFile } from '../../src/gitops/fleet/bundle/documents.ts'
import { type Cluster, optionsFor } from '../../src/gitops/fleet/bundle/targets.ts'
import { type FleetBundle, manifestsFor, readBundles } from '../../src/gitops/fleet/bundle.ts'
import { itemAt } from '../../src/gitops/fleet/object.ts'
import type { Json } from '../../src/values/json.ts'

interface Recorded {
  repo: string
  files: Record<string, string>
  cluster: { name: string; labels: Record<string, string>; groups: Record<string, Record<string, string>> }
  expect: (Bundle | { folder: string; error: true })[]
}

interface Bundle {
  folder: string
  name: string
  resources: string[]
  noDeploy: boolean
  comparePatches: Json[]
  overlays: string[]
  helm: boolean
  kustomize: boolean
  raw: string[]
  renderError: boolean
  objects: Json[]
}

const recorded: Recorded[] = JSON.parse(readFileSync('fixtures/golden/fleet/bundles.json', 'utf8'))

describe("what Fleet 0.16's own code makes of random repositories", () => {
  it.each(recorded.map((each, i) => ({ ...each, i })))('repository $i', ({ repo, files, cluster, expect: bundles }) => {
    const ours = readBundles(
      Object.entries(files).map(([file, text]) => ({ file, text })),
      repo,
    )
    const groups = Object.entries(cluster.groups).map(([name, labels]) => ({ name, labels }))
    for (const bundle of bundles) {
      const own = ours.find(({ folder }) => folder === bundle.folder)
      if (!own) throw new Error(`no bundle in ${bundle.folder}`)
      if ('error' in bundle) expect(own.problems.map(({ severity }) => severity)).toContain('error')
      else compareBundle(own, bundle, { ...cluster, groups })
    }
    const deployed = ours.filter(({ content, problems }) => content.resources.length > 0 && problems.length === 0)
    expect(bundles.map(({ folder }) => folder)).toEqual(expect.arrayContaining(deployed.map(({ folder }) => folder)))
  })
})

function compareBundle(own: FleetBundle, bundle: Bundle, cluster: Cluster): void {
  expect(own.name).toBe(bundle.name)
  expect(own.content.resources.map(({ file }) => file).sort()).toEqual([...bundle.resources].sort())
  const { options } = optionsFor(own.options, cluster)
  expect(options === null).toBe(bundle.noDeploy)
  const manifests = manifestsFor(own, cluster)
  if (!options || !manifests) return
  expect(itemAt(options, 'diff', 'comparePatches') ?? []).toEqual(bundle.comparePatches)
  expect(itemAt(options, 'yaml', 'overlays') ?? []).toEqual(bundle.overlays)
  expect(manifests.style).toEqual({ helm: bundle.helm, kustomize: bundle.kustomize })
  const stopping = new Set(['no base', 'unreadable', 'bad patch'])
  const contents = manifests.raw.map(({ text }) => readRawFile(text))
  const stops = manifests.faults.some(({ kind }) => stopping.has(kind)) || contents.some(each => 'error' in each)
  if (manifests.templates.length === 0) expect(stops).toBe(bundle.renderError)
  if (bundle.renderError) return
  expect(manifests.raw.map(({ file }) => file).sort()).toEqual([...bundle.raw].sort())
  const objects = contents.flatMap(each => ('objects' in each ? each.objects : []))
  expect(objects).toHaveLength(bundle.objects.length)
  expect(objects).toEqual(expect.arrayContaining(bundle.objects))
}
