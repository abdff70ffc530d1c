import { specOf } from '../../devtron/fixes/access.ts'
import { kindKey } from '../../flagger/kinds.ts'
import type { ObjectRef } from '../../values/finding.ts'
import { type Manifest, refOf } from '../../values/manifest.ts'
import { type Pointer, pointer, segments } from '../../values/pointer.ts'
import { mapsAt, textAt } from '../read.ts'
import type { ReleaseView } from '../view/release.ts'

/** A field that somebody wrote. */
export interface Written {
  object: ObjectRef
  path: Pointer
  part?: 'key'
}

/** What a field of an object that Flagger creates is made of (Flagger 1.44, pkg/router/kubernetes_default.go, pkg/canary). */
export function sourceOf(view: ReleaseView, created: Manifest, path: Pointer): Written {
  const original = originalOf(view, created)
  if (original) return copySource(view, original, path)
  const [field, ...rest] = segments(path)
  if (field === 'metadata' && rest[0] === 'name') return nameSource(view)
  if (field === 'metadata') return metadataSource(view, created.metadata.name, rest)
  return kindKey(created.apiVersion, created.kind) === '/Service'
    ? specSource(view, rest)
    : { object: view.ref, path: '/spec/service' }
}

/** Primaries, and copies of autoscalers, configs and Ingresses, are called after what they are copies of. */
function originalOf({ release, names }: ReleaseView, { apiVersion, kind, metadata }: Manifest): Manifest | undefined {
  if ([names.apex, names.primary, names.canary].includes(metadata.name) && kind === 'Service') return undefined
  // A target without a name has Services without one.
  const { name: made = '' } = metadata
  const name = made.replace(/-(primary|canary)$/, '')
  return release.cluster.objects.find(
    other => kindKey(other.apiVersion, other.kind) === kindKey(apiVersion, kind) && other.metadata.name === name,
  )
}

/** A copy has the fields of its original; only its name and the value of the selector label are its own. */
function copySource({ release, target }: ReleaseView, original: Manifest, path: Pointer): Written {
  const object = { ...refOf(original), namespace: original.metadata.namespace ?? release.namespace }
  const label = target?.selector?.label
  const isSelector = label !== undefined && path.endsWith(pointer(label))
  return { object, path: isSelector ? pointer('spec', 'selector', 'matchLabels', label) : path }
}

/** Services and routes are called after service.name, else after the target. */
function nameSource({ ref, service }: ReleaseView): Written {
  return { object: ref, path: service.name ? '/spec/service/name' : '/spec/targetRef/name' }
}

/** Routes have the labels and annotations of the apex Service; the selector label is the name of the Service. */
function metadataSource(view: ReleaseView, name: string, field: readonly string[]): Written {
  const { ref, names, target } = view
  if (field[0] === 'labels' && field[1] !== undefined && field[1] === target?.selector?.label) return nameSource(view)
  const role = name === names.primary ? 'primary' : name === names.canary ? 'canary' : 'apex'
  return { object: ref, path: `/spec/service/${role}${pointer(...field)}` }
}

function specSource(view: ReleaseView, [field, ...rest]: readonly string[]): Written {
  const { ref, target } = view
  if (field === 'ports') return portSource(view, Number(rest[0]), rest[1])
  if (field === 'selector' && target)
    return { object: target.ref, path: pointer('spec', 'selector', 'matchLabels', ...rest) }
  return { object: ref, path: '/spec/service' }
}

const fieldOfPort: Record<string, string> = { name: 'portName', targetPort: 'targetPort', appProtocol: 'appProtocol' }

/** The first port is the Canary's; the others were found in the containers of the target. */
function portSource(view: ReleaseView, index: number, field = 'port'): Written {
  const { ref, service, prediction, names } = view
  if (index === 0) {
    const written = fieldOfPort[field] ?? 'port'
    return {
      object: ref,
      path: `/spec/service/${written === 'targetPort' && service.targetPort === undefined ? 'port' : written}`,
    }
  }
  const made = prediction.created.find(({ kind, metadata }) => kind === 'Service' && metadata.name === names.canary)
  const name = made && textAt(mapsAt(specOf(made), 'ports')[index] ?? {}, 'name')
  return containerPort(view, name, field) ?? { object: ref, path: '/spec/service/portDiscovery' }
}

function containerPort({ target }: ReleaseView, name: string | undefined, field: string): Written | null {
  for (const [i, container] of (target?.pod.containers ?? []).entries()) {
    for (const [j, port] of (container.ports ?? []).entries()) {
      if (!target || (port.name || `tcp-${container.name}-${j}`) !== name) continue
      const key = field === 'name' && port.name ? 'name' : 'containerPort'
      return { object: target.ref, path: pointer('spec', 'template', 'spec', 'containers', i, 'ports', j, key) }
    }
  }
  return null
}
