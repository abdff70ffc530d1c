import { mapAt } from '../../devtron/fixes/access.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { short } from '../../values/quote.ts'
import { mapsAt, numberAt, textAt } from '../read.ts'
import type { Mistake } from './mistake.ts'
import { isPort, labelName, portName, variableName } from './names.ts'
import { amountOf, exceeds } from './quantity.ts'

/** What all containers of a pod have in common (Kubernetes 1.34, validateContainerCommon). */
export function containerMistakes(container: JsonMap, path: Pointer, volumes: ReadonlySet<string>): Mistake[] {
  const name = textAt(container, 'name') ?? ''
  const wrongName = name === '' ? 'is missing' : labelName(name)
  const mistakes: (Mistake | null)[] = [
    wrongName === null
      ? null
      : {
          kind: 'container',
          path: name === '' ? path : `${path}/name`,
          what: `the name ${short(name)} of a container ${wrongName}`.replace('  ', ' '),
        },
    textAt(container, 'image')
      ? null
      : {
          kind: 'container',
          path: name === '' ? path : `${path}/name`,
          what: `the container ${short(name)} has no image`,
        },
  ]
  return [
    ...mistakes.filter(mistake => mistake !== null),
    ...portMistakes(container, path),
    ...variableMistakes(container, path),
    ...mountMistakes(container, path, volumes),
    ...resourceMistakes(container, path),
  ]
}

function portMistakes(container: JsonMap, path: Pointer): Mistake[] {
  const ports = mapsAt(container, 'ports')
  return ports.flatMap((port, i) => {
    const at = path + pointer('ports', i)
    const [name, number, host] = [
      textAt(port, 'name') ?? '',
      numberAt(port, 'containerPort'),
      numberAt(port, 'hostPort') ?? 0,
    ]
    const wrongName = name === '' ? null : portName(name)
    const mistakes: (Mistake | null)[] = [
      wrongName === null
        ? null
        : { kind: 'port name', path: `${at}/name`, what: `the port name ${short(name)} ${wrongName}` },
      name !== '' && wrongName === null && ports.slice(0, i).some(other => other['name'] === name)
        ? { kind: 'port name twice', path: `${at}/name`, what: `two ports of a container are called ${name}` }
        : null,
      number !== undefined && !isPort(number)
        ? { kind: 'port number', path: `${at}/containerPort`, what: `${number} is no port from 1 to 65535` }
        : null,
      host !== 0 && !isPort(host)
        ? { kind: 'port number', path: `${at}/hostPort`, what: `${host} is no port from 1 to 65535` }
        : null,
    ]
    return mistakes.filter(mistake => mistake !== null)
  })
}

function variableMistakes(container: JsonMap, path: Pointer): Mistake[] {
  return mapsAt(container, 'env').flatMap((variable, i): Mistake[] => {
    const name = textAt(variable, 'name') ?? ''
    const wrong = name === '' ? 'is missing' : variableName(name)
    const at = path + pointer('env', i)
    if (wrong === null) return []
    return [
      {
        kind: 'container',
        path: name === '' ? at : `${at}/name`,
        what: `the name ${short(name)} of a variable ${wrong}`.replace('  ', ' '),
      },
    ]
  })
}

function mountMistakes(container: JsonMap, path: Pointer, volumes: ReadonlySet<string>): Mistake[] {
  const mounts = mapsAt(container, 'volumeMounts')
  return mounts.flatMap((mount, i) => {
    const at = path + pointer('volumeMounts', i)
    const [name, where] = [textAt(mount, 'name') ?? '', textAt(mount, 'mountPath') ?? '']
    const mistakes: (Mistake | null)[] = [
      volumes.has(name) ? null : { kind: 'volume', path: `${at}/name`, what: `there is no volume ${short(name)}` },
      where === ''
        ? { kind: 'volume', path: at, what: `the volume ${short(name)} is mounted without mountPath` }
        : null,
      where !== '' && mounts.slice(0, i).some(other => other['mountPath'] === where)
        ? { kind: 'volume', path: `${at}/mountPath`, what: `two volumes are mounted at ${short(where)}` }
        : null,
    ]
    return mistakes.filter(mistake => mistake !== null)
  })
}

function resourceMistakes(container: JsonMap, path: Pointer): Mistake[] {
  const resources = mapAt(container, 'resources')
  const limits = mapAt(resources, 'limits')
  return Object.entries(mapAt(resources, 'requests')).flatMap(([name, request]): Mistake[] => {
    const [limit, amount] = [amountOf(limits[name]), amountOf(request)]
    if (limit === null || amount === null || !exceeds(amount, limit)) return []
    return [
      {
        kind: 'resources',
        path: path + pointer('resources', 'requests', name),
        what: `the request of ${name}, ${request}, is above the limit, ${limits[name]}`,
      },
    ]
  })
}

/** Init containers run before the others and so have neither probes nor hooks, unless they stay (validateInitContainers). */
export function initContainerMistakes(container: JsonMap, path: Pointer): Mistake[] {
  if (container['restartPolicy'] === 'Always') return []
  return ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((key): Mistake[] =>
    isMap(container[key])
      ? [
          {
            kind: 'init container',
            path: `${path}/${key}`,
            part: 'key',
            what: `an init container without restartPolicy Always has no ${key}`,
          },
        ]
      : [],
  )
}
