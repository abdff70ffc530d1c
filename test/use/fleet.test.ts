// What Fleet's own CLI made of the folders that serin writes (`fleet apply -o -`; node scripts/check-real-tools.mjs asks it): the files
// are still the same ones, so the bundle still has exactly the manifests for Git.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { scratch, serin } from '../cli/serin.ts'

interface Case {
  args: string[]
  bundle: { namespace?: string; resources: { name: string; content: string }[] }
}
const read: unknown = JSON.parse(readFileSync('fixtures/golden/fleet-bundle/cases.json', 'utf8'))
const cases = read as Case[]

test.each(cases.map(one => [one.args.join(' '), one] as const))('%s', (_, { args, bundle }) => {
  using work = scratch()
  serin(['render', ...args, '--out', work.folder, '--delivery', 'fleet'])
  // Fleet passes over what begins with a dot, and takes fleet.yaml for options.
  const files = readdirSync(work.folder).filter(name => !name.startsWith('.') && name !== 'fleet.yaml')
  const resources = files.sort().map(name => ({ name, content: readFileSync(join(work.folder, name), 'utf8') }))
  expect(resources).toEqual(bundle.resources)

  const { stdout } = serin(['render', ...args, '--only', 'authored', '--output-format', 'json'])
  const authored: Manifest[] = JSON.parse(stdout)
  const bundled: unknown = bundle.resources.flatMap(({ content }) => readYaml(content).documents ?? [])
  expect(sorted(bundled as Manifest[])).toEqual(sorted(authored))
})

function sorted(objects: readonly Manifest[]): Manifest[] {
  const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`
  return [...objects].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}
