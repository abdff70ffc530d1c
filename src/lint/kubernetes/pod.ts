import { mapAt } from '../../devtron/fixes/access.ts'
import type { JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { short } from '../../values/quote.ts'
import { labelsAt, mapsAt, numberAt, textAt } from '../read.ts'
import { containerMistakes, initContainerMistakes } from './container.ts'
import { annotationMistakes, labelMistakes } from './metadata.ts'
import type { Mistake } from './mistake.ts'
import { labelName } from './names.ts'
import { probeMistakes } from './probe.ts'

/** The template of a workload's pods (Kubernetes 1.34, ValidatePodTemplateSpec). */
export function podMistakes(template: JsonMap, path: Pointer): Mistake[] {
  const metadata = mapAt(template, 'metadata')
  const pod = mapAt(template, 'spec')
  const inPod = `${path}/spec`
  const containers = mapsAt(pod, 'containers')
  const inits = mapsAt(pod, 'initContainers')
  const volumes = new Set(mapsAt(pod, 'volumes').flatMap(volume => textAt(volume, 'name') ?? []))
  return [
    ...labelMistakes(labelsAt(metadata, 'labels'), `${path}/metadata/labels`),
    ...annotationMistakes(labelsAt(metadata, 'annotations'), `${path}/metadata/annotations`),
    ...(containers.length === 0
      ? [{ kind: 'container' as const, path: inPod, what: 'the pod has no containers' }]
      : []),
    ...containers.flatMap((container, i) => {
      const at = inPod + pointer('containers', i)
      return [...containerMistakes(container, at, volumes), ...probeMistakes(container, at)]
    }),
    ...inits.flatMap((container, i) => {
      const at = inPod + pointer('initContainers', i)
      const stays = container['restartPolicy'] === 'Always'
      const own = stays ? probeMistakes(container, at) : initContainerMistakes(container, at)
      return [...containerMistakes(container, at, volumes), ...own]
    }),
    ...sameNames([...containers, ...inits], inPod, containers.length),
    ...volumeMistakes(pod, inPod),
    ...hostPortMistakes(containers, inPod),
    ...restartMistakes(pod, inPod),
  ]
}

function sameNames(all: readonly JsonMap[], path: Pointer, regular: number): Mistake[] {
  return all.flatMap((container, i): Mistake[] => {
    const name = textAt(container, 'name') ?? ''
    if (name === '' || !all.slice(0, i).some(other => other['name'] === name)) return []
    const at = i < regular ? pointer('containers', i, 'name') : pointer('initContainers', i - regular, 'name')
    return [{ kind: 'container', path: path + at, what: `two containers are called ${short(name)}` }]
  })
}

function volumeMistakes(pod: JsonMap, path: Pointer): Mistake[] {
  const volumes = mapsAt(pod, 'volumes')
  return volumes.flatMap((volume, i): Mistake[] => {
    const at = path + pointer('volumes', i)
    const name = textAt(volume, 'name') ?? ''
    if (name === '') return [{ kind: 'volume', path: at, what: 'a volume has no name' }]
    const wrong = labelName(name)
    if (wrong !== null)
      return [{ kind: 'volume', path: `${at}/name`, what: `the name ${short(name)} of a volume ${wrong}` }]
    const twice = volumes.slice(0, i).some(other => other['name'] === name)
    return twice ? [{ kind: 'volume', path: `${at}/name`, what: `two volumes are called ${name}` }] : []
  })
}

/** One node has each of its ports once, whichever container of the pod asks for it (checkHostPortConflicts). */
function hostPortMistakes(containers: readonly JsonMap[], path: Pointer): Mistake[] {
  const taken = new Set<string>()
  return containers.flatMap((container, i) =>
    mapsAt(container, 'ports').flatMap((port, j): Mistake[] => {
      const number = numberAt(port, 'hostPort') ?? 0
      const key = `${textAt(port, 'protocol') ?? 'TCP'}/${textAt(port, 'hostIP') ?? ''}/${number}`
      if (number === 0) return []
      if (!taken.has(key)) {
        taken.add(key)
        return []
      }
      return [
        {
          kind: 'host port',
          path: path + pointer('containers', i, 'ports', j, 'hostPort'),
          what: `two containers ask for port ${number} of the node`,
        },
      ]
    }),
  )
}

function restartMistakes(pod: JsonMap, path: Pointer): Mistake[] {
  const policy = textAt(pod, 'restartPolicy') ?? 'Always'
  if (policy === 'Always') return []
  return [
    {
      kind: 'rollout',
      path: `${path}/restartPolicy`,
      what: `the pods have restartPolicy ${policy}; a workload needs Always`,
    },
  ]
}
