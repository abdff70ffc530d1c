import { getKey, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { applyDefaults } from '../defaults/apply.ts'
import { differences } from '../differences.ts'
import { canonical } from '../fleet/normalize.ts'
import { mapAt, textAt } from '../fleet/object.ts'
import { apply, managersOf } from '../structured/apply.ts'
import { deduced, shapeOfKind } from '../structured/shape.ts'
import { misfit } from '../structured/walk.ts'
import { type FluxIgnore, withoutIgnored } from './ignore.ts'

/** Who applies: a Kustomization, or a HelmRelease with its drift detection. */
export type FluxOwner =
  | { kind: 'Kustomization'; name: string; namespace: string; ignore?: FluxIgnore[] }
  | {
      kind: 'HelmRelease'
      name: string
      namespace: string
      driftDetection?: { mode?: 'enabled' | 'warn' | 'disabled'; ignore?: FluxIgnore[] }
    }

export interface FluxVerdict {
  verdict: 'synced' | 'modified' | 'missing' | 'ignored'
  paths: Pointer[]
  /** What the controller does about it. */
  does: 'nothing' | 'reverts' | 'creates' | 'reports'
  why: string
}

const domains = { Kustomization: 'kustomize.toolkit.fluxcd.io', HelmRelease: 'helm.toolkit.fluxcd.io' }
const managers = { Kustomization: 'kustomize-controller', HelmRelease: 'helm-controller' }

/**
 * What Flux does with an object: a server-side apply with force of what Git says, so every field that Git names is put back and
 * no other (kustomize-controller 1.9, helm-controller; fluxcd/pkg ssa, manager_apply.go). Told from rules, not from recorded
 * cases. Git's object or the live one may ask to be left alone; Flagger writes that on its Services and VirtualServices.
 */
export function compareFlux(owner: FluxOwner, git: Manifest, live: Manifest | null): FluxVerdict {
  const [desired, current] = [git as JsonMap, live as JsonMap | null]
  const excuse = leftAlone(owner, desired, current)
  if (excuse !== null) return { verdict: 'ignored', paths: [], does: 'nothing', why: excuse }
  if (current === null) return { verdict: 'missing', paths: [''], does: 'creates', why: 'the cluster lacks the object' }

  const shape = shapeOfKind(textAt(desired, 'apiVersion'), textAt(desired, 'kind')) ?? deduced
  const before = canonical(applyDefaults(current))
  const config = canonical(withOwner(withoutIgnored(desired, rulesOf(owner)), owner))
  const problem = misfit(config, shape)
  if (problem !== null) return modified([''], owner, `the API server refuses the apply: ${problem}`)
  const after = canonical(applyDefaults(apply(before, config, shape, managersOf(before), managers[owner.kind])))
  const paths = differences(before, after)
  if (paths.length === 0) return { verdict: 'synced', paths, does: 'nothing', why: 'nothing that Git names differs' }
  return modified(paths, owner, `Git says otherwise about ${paths.join(', ')}`)
}

function modified(paths: Pointer[], owner: FluxOwner, why: string): FluxVerdict {
  const warns = owner.kind === 'HelmRelease' && owner.driftDetection?.mode === 'warn'
  return { verdict: 'modified', paths, does: warns ? 'reports' : 'reverts', why }
}

function rulesOf(owner: FluxOwner): FluxIgnore[] {
  return (owner.kind === 'Kustomization' ? owner.ignore : owner.driftDetection?.ignore) ?? []
}

/** Why Flux does not touch the object, or null. Marks count on Git's object and on the live one, as annotation or label. */
function leftAlone(owner: FluxOwner, git: JsonMap, live: JsonMap | null): string | null {
  const marked = (key: string, value: string) =>
    [git, live].some(object => object !== null && markOf(object, key)?.toLowerCase() === value.toLowerCase())
  if (owner.kind === 'HelmRelease') {
    if ((owner.driftDetection?.mode ?? 'disabled') === 'disabled') return 'the HelmRelease does not detect drift'
    const key = `${domains.HelmRelease}/driftDetection`
    return marked(key, 'disabled') ? `${key}: disabled` : null
  }
  const [reconcile, ssa] = [`${domains.Kustomization}/reconcile`, `${domains.Kustomization}/ssa`]
  if (marked(reconcile, 'disabled')) return `${reconcile}: disabled`
  if (marked(ssa, 'Ignore')) return `${ssa}: Ignore`
  return live !== null && marked(ssa, 'IfNotPresent') ? `${ssa}: IfNotPresent, and the object is there` : null
}

function markOf(object: JsonMap, key: string): string | undefined {
  const metadata = mapAt(object, 'metadata')
  const mark = getKey(mapAt(metadata, 'annotations'), key) ?? getKey(mapAt(metadata, 'labels'), key)
  return typeof mark === 'string' ? mark : undefined
}

/** With the labels by which Flux knows its objects. */
export function withOwner(object: JsonMap, { kind, name, namespace }: FluxOwner): JsonMap {
  const metadata = mapAt(object, 'metadata')
  const domain = domains[kind]
  const labels = { ...mapAt(metadata, 'labels'), [`${domain}/name`]: name, [`${domain}/namespace`]: namespace }
  const { status: _, ...rest } = object
  return { ...rest, metadata: { ...metadata, labels } }
}
