import { mapAt } from '../../devtron/fixes/access.ts'
import type { Json, JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { quote, short } from '../../values/quote.ts'
import { labelsAt, mapsAt, numberAt, textAt } from '../read.ts'
import { labelMistakes } from './metadata.ts'
import type { Mistake } from './mistake.ts'
import { isPort, labelName, portName, qualifiedName } from './names.ts'

/** Kubernetes 1.34, validateService and validateServicePort of pkg/apis/core/validation. */
export function serviceMistakes(service: JsonMap): Mistake[] {
  const spec = mapAt(service, 'spec')
  const ports = mapsAt(spec, 'ports')
  const selector = labelMistakes(labelsAt(spec, 'selector'), '/spec/selector')
  return [...selector, ...ports.flatMap((port, i) => portMistakes(port, i, ports))]
}

function portMistakes(port: JsonMap, i: number, ports: readonly JsonMap[]): Mistake[] {
  const path = pointer('spec', 'ports', i)
  const earlier = ports.slice(0, i)
  const [name, number, appProtocol] = [textAt(port, 'name') ?? '', numberAt(port, 'port'), textAt(port, 'appProtocol')]
  const wrongName = name === '' ? null : labelName(name)
  const wrongProtocol = appProtocol === undefined ? null : qualifiedName(appProtocol)
  const mistakes: (Mistake | null)[] = [
    name === '' && ports.length > 1 ? { kind: 'port name', path, what: 'of several ports one has no name' } : null,
    wrongName === null
      ? null
      : { kind: 'port name', path: `${path}/name`, what: `the port name ${short(name)} ${wrongName}` },
    name !== '' && earlier.some(other => other['name'] === name)
      ? { kind: 'port name twice', path: `${path}/name`, what: `two ports are called ${name}` }
      : null,
    number !== undefined && !isPort(number)
      ? { kind: 'port number', path: `${path}/port`, what: `${number} is no port from 1 to 65535` }
      : null,
    number !== undefined && earlier.some(other => other['port'] === number && protocolOf(other) === protocolOf(port))
      ? { kind: 'port twice', path: `${path}/port`, what: `two ports have the number ${number}` }
      : null,
    wrongProtocol === null
      ? null
      : {
          kind: 'app protocol',
          path: `${path}/appProtocol`,
          what: `appProtocol ${short(appProtocol ?? '')} ${wrongProtocol}`,
        },
    // 0 and an empty text are filled in with the port itself.
    port['targetPort'] ? targetMistake(port['targetPort'], `${path}/targetPort`) : null,
  ]
  return mistakes.filter(mistake => mistake !== null)
}

function protocolOf(port: JsonMap): string {
  return textAt(port, 'protocol') ?? 'TCP'
}

/** Where a port leads: a number, or the name of a container port. Also what probes ask. */
export function targetMistake(target: Json | undefined, path: Pointer): Mistake | null {
  if (typeof target === 'number' && !isPort(target)) {
    return { kind: 'port number', path, what: `${target} is no port from 1 to 65535` }
  }
  const wrong = typeof target === 'string' ? portName(target) : null
  return wrong === null ? null : { kind: 'target port', path, what: `the port name ${quote(target ?? '')} ${wrong}` }
}
