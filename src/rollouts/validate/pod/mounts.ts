import type { JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import type { Container, Volume } from '../../pods.ts'
import { mapsAt, repeated } from './one-of.ts'

/** k8s.io/kubernetes 1.34, ValidateVolumeMounts and ValidateVolumeDevices. */
export function mountFaults(container: Container, volumes: Map<string, Volume>, at: Pointer): Violation[] {
  const mounts = mapsAt(container, 'volumeMounts', at)
  const devices = mapsAt(container, 'volumeDevices', at)
  const text = (value: JsonMap, name: string) => String(value[name] ?? '')
  const deviceNames = new Set(devices.map(({ item }) => text(item, 'name')))
  const devicePaths = new Set(devices.map(({ item }) => text(item, 'devicePath')))
  return [
    ...repeated(mounts.map(({ item, at: path }) => ({ value: text(item, 'mountPath'), at: `${path}/mountPath` }))),
    ...repeated(devices.map(({ item, at: path }) => ({ value: text(item, 'name'), at: `${path}/name` }))),
    ...repeated(devices.map(({ item, at: path }) => ({ value: text(item, 'devicePath'), at: `${path}/devicePath` }))),
    ...mounts.flatMap(({ item, at: path }): Violation[] => [
      ...unknownVolume(text(item, 'name'), volumes, path),
      ...clash(deviceNames.has(text(item, 'name')), `${path}/name`, 'name'),
      ...clash(devicePaths.has(text(item, 'mountPath')), `${path}/mountPath`, 'path'),
      ...optionFaults(item, path),
    ]),
    ...devices.flatMap(({ item, at: path }): Violation[] => [
      ...unknownVolume(text(item, 'name'), volumes, path),
      ...blockFaults(volumes.get(text(item, 'name')), path),
    ]),
  ]
}

function unknownVolume(name: string, volumes: Map<string, Volume>, path: Pointer): Violation[] {
  if (name === '' || volumes.has(name)) return []
  return [{ path: `${path}/name`, message: `there is no volume ${JSON.stringify(name)}, or it is refused` }]
}

function clash(clashes: boolean, path: Pointer, what: string): Violation[] {
  return clashes ? [{ path, message: `a volume device has the same ${what}` }] : []
}

function blockFaults(volume: Volume | undefined, path: Pointer): Violation[] {
  if (!volume || volume['persistentVolumeClaim'] !== undefined || volume['ephemeral'] !== undefined) return []
  return [{ path: `${path}/name`, message: 'only persistent volume claims can be block devices' }]
}

/**
 * The linter takes `privileged: true` away before it validates (removeSecurityContextPrivileged), so that it refuses
 * Bidirectional mounts in every container.
 */
function optionFaults(mount: JsonMap, path: Pointer): Violation[] {
  const found: Violation[] = []
  const { subPath = '', subPathExpr = '', mountPropagation, recursiveReadOnly, readOnly } = mount
  if (subPath !== '' && subPathExpr !== '') {
    found.push({ path: `${path}/subPathExpr`, message: 'cannot be given together with subPath' })
  }
  if (mountPropagation === 'Bidirectional') {
    found.push({ path: `${path}/mountPropagation`, message: 'the linter refuses Bidirectional in any container' })
  }
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') return found
  if (readOnly !== true) found.push({ path: `${path}/recursiveReadOnly`, message: 'works with readOnly: true only' })
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    found.push({ path: `${path}/recursiveReadOnly`, message: 'works without mount propagation only' })
  }
  return found
}
