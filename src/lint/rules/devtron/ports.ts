import { listAt } from '../../../devtron/fixes/access.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'

/** A port of the app's container or of one beside it, as the values have it. */
export interface ListedPort {
  /** The container it belongs to; '' is the app's. */
  container: string
  /** Its place in that container's list. */
  index: number
  name: string
  number: number | null
  protocol: string
  namePath: Pointer
  numberPath: Pointer
  protocolPath: Pointer
}

/** All ports of the Deployment that the values speak of: ContainerPort, then those of `containers`. */
export function listedPorts(data: JsonMap): ListedPort[] {
  const own = listAt(data, 'ContainerPort').map((port, i) => listedPort(port, '', i, 'port', ['ContainerPort', i]))
  const others = listAt(data, 'containers').flatMap((container, i) => {
    if (!isMap(container)) return []
    const name = textOf(container['name'])
    return listAt(container, 'ports').map((port, j) =>
      listedPort(port, name, j, 'containerPort', ['containers', i, 'ports', j]),
    )
  })
  return [...own, ...others]
}

function listedPort(port: Json, container: string, index: number, key: string, path: (string | number)[]): ListedPort {
  const map = isMap(port) ? port : {}
  return {
    container,
    index,
    name: textOf(map['name']),
    number: portNumber(getKey(map, key)),
    protocol: textOf(map['protocol']) || 'TCP',
    namePath: pointer(...path, 'name'),
    numberPath: pointer(...path, key),
    protocolPath: pointer(...path, 'protocol'),
  }
}

/** A port as the chart takes it: a number, or one in quotes. Anything else is for the schema to say. */
export function portNumber(value: Json | undefined): number | null {
  const number = typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535 ? number : null
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Devtron puts something else there before anybody reads it. */
export function isOpen(value: Json | undefined): boolean {
  return typeof value === 'string' && value.includes('@{{')
}
