import type { Manifest } from '../values/manifest.ts'
import { rolloutsGroup } from './names.ts'

export function isKind(object: { apiVersion?: unknown; kind?: unknown }, group: string, ...kinds: string[]): boolean {
  const { apiVersion, kind } = object
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !kinds.includes(kind)) return false
  const parts = apiVersion.split('/')
  return parts.length <= 2 && (parts.length === 2 ? parts[0] : '') === group
}

export function isRollout(object: Manifest): boolean {
  return isKind(object, rolloutsGroup, 'Rollout')
}

export function isAnalysisTemplate(object: Manifest): boolean {
  return isKind(object, rolloutsGroup, 'AnalysisTemplate', 'ClusterAnalysisTemplate')
}
