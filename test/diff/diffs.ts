import { type Diff, diffObjects } from '../../src/diff/diff.ts'
import { secretMarker } from '../../src/diff/secrets.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { readManifests } from '../../src/manifests/read.ts'
import type { Manifest } from '../../src/values/manifest.ts'

/** The diff of two lists of objects. */
export function diffOf(before: readonly Manifest[], after: readonly Manifest[]): Diff {
  const side = (objects: readonly Manifest[]) => ({ objects, generated: new Set<Manifest>() })
  return diffObjects(side(before), side(after), { namespace: 'default', settings: defaultSettings })
}

/** The diff of two texts, with Secrets as the command reads them. */
export function diffOfTexts(before: string, after: string): Diff {
  const hide = secretMarker()
  const read = (text: string) => readManifests([{ file: 'a.yaml', text }], hide).given.map(({ manifest }) => manifest)
  return diffOf(read(before), read(after))
}

/** `path: class` for each change, in the order of the diff. */
export function classesOf({ objects }: Diff): string[] {
  return objects.flatMap(({ changes }) => changes.map(({ path, risk }) => `${path || '(whole)'}: ${risk}`))
}
