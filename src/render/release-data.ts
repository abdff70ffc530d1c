import type { Subject } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { pointer, segments } from '../values/pointer.ts'
import type { DataPath } from './template/scope.ts'

/** What a user's template sees of one release. Everything is data: no field is a function, and none leads out of it. */
export interface ReleaseData {
  /** The Canary as it is written in Git. */
  canary: Manifest
  /** What Git owns and applies, the Canary among it. */
  authored: Manifest[]
  /** What the controller will create. */
  generated: Manifest[]
  /** The values as merged; empty when the release was given as manifests. */
  values: JsonMap
  names: ReleaseNames
}

interface ReleaseNames {
  app: string
  release: string
  namespace: string
  /** The workload that the Canary targets, and its primary copy. */
  target: string
  primary: string
  apexService: string
  primaryService: string
  canaryService: string
}

/** What a value of the release belongs to: an object, or the values. */
export function subjectIn(release: ReleaseData, path: string): Subject {
  const [first = '', index = '', ...rest] = segments(path)
  if (first === 'canary') return inManifest(release.canary, path.slice('/canary'.length))
  if (first === 'authored' || first === 'generated') {
    const manifest = release[first][Number(index)]
    return manifest ? inManifest(manifest, pointer(...rest)) : { object: null, path: '' }
  }
  return { object: null, path: first === 'values' ? path.slice('/values'.length) : '' }
}

function inManifest(manifest: Manifest, path: string): Subject {
  return { object: refOf(manifest), path }
}

/** The same for a template that lays out one manifest and reaches the release by `@release`. */
export function subjectOf(manifest: Manifest, release: ReleaseData | undefined, { of, path }: DataPath): Subject {
  if (of === 'root') return inManifest(manifest, path)
  return release ? subjectIn(release, path) : { object: null, path: '' }
}
