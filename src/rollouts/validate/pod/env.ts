import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import { isQualifiedName } from '../../decode/formats.ts'
import { billionths } from '../../decode/quantity.ts'
import type { Container } from '../../pods.ts'
import { mapAt, mapsAt, oneOf } from './one-of.ts'

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef']
const envFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const volumeFields = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations']
const resources = ['cpu', 'memory', 'ephemeral-storage'].flatMap(name => [`limits.${name}`, `requests.${name}`])

/** k8s.io/kubernetes 1.34, ValidateEnv and ValidateEnvFrom. */
export function envFaults(container: Container, at: Pointer): Violation[] {
  return [
    ...mapsAt(container, 'env', at).flatMap(one => valueFaults(one.item, one.at)),
    ...mapsAt(container, 'envFrom', at).flatMap(one => oneOf(one.item, ['configMapRef', 'secretRef'], one.at)),
  ]
}

function valueFaults(variable: JsonMap, at: Pointer): Violation[] {
  const from = variable['valueFrom']
  if (!isMap(from)) return []
  const path = `${at}/valueFrom`
  if (from['fileKeyRef'] !== undefined)
    return [{ path: `${path}/fileKeyRef`, message: 'variables from files are not enabled' }]
  if ((variable['value'] ?? '') !== '') return [{ path, message: 'cannot be given together with value' }]
  return [...oneOf(from, sources, path), ...fieldFaults(from, path, false)]
}

/** fieldRef and resourceFieldRef, of a variable or of a file in a downwardAPI volume. */
export function fieldFaults(holder: JsonMap, path: Pointer, volume: boolean): Violation[] {
  const found: Violation[] = []
  const { fieldRef, resourceFieldRef } = holder
  if (isMap(fieldRef)) {
    const message = fieldFault(fieldRef, volume)
    if (message !== null) found.push({ path: `${path}/fieldRef/fieldPath`, message })
  }
  if (isMap(resourceFieldRef)) {
    const at = `${path}/resourceFieldRef`
    const { resource = '', containerName = '' } = resourceFieldRef
    if (volume && containerName === '') found.push({ path: `${at}/containerName`, message: 'must be given' })
    else if (resource !== '' && !isResource(String(resource))) {
      found.push({ path: `${at}/resource`, message: `${JSON.stringify(resource)} is none of ${resources.join(', ')}` })
    }
    if (!divides(mapAt(holder, 'resourceFieldRef')))
      found.push({ path: `${at}/divisor`, message: 'is no unit of the resource' })
  }
  return found
}

const subscript = /^(.+?)\['(.*)'\]$/s
const convertible = [...envFields, ...volumeFields, 'status.phase', 'spec.restartPolicy', 'spec.schedulerName']

function fieldFault({ fieldPath = '', apiVersion }: JsonMap, volume: boolean): string | null {
  const path = String(fieldPath)
  const allowed = volume ? volumeFields : envFields
  const message = `${JSON.stringify(path)} is none of ${allowed.join(', ')}, nor a label or annotation by key`
  if (path === '') return null
  if (apiVersion !== undefined && apiVersion !== '' && apiVersion !== 'v1')
    return `apiVersion ${JSON.stringify(apiVersion)} is not v1`
  const [, base, key = ''] = subscript.exec(path) ?? []
  if (base === undefined) return convertible.includes(path) && allowed.includes(path) ? null : message
  if (base === 'metadata.labels') return isQualifiedName(key) ? null : message
  return base === 'metadata.annotations' && isQualifiedName(key.toLowerCase()) ? null : message
}

function isResource(name: string): boolean {
  return resources.includes(name) || name.startsWith('requests.hugepages-') || name.startsWith('limits.hugepages-')
}

const cpuUnits = ['1m', '1'].map(billionths)
const byteUnits = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E'].flatMap(unit => [`1${unit}`, `1${unit === 'k' ? 'K' : unit}i`]),
].map(billionths)

function divides({ resource = '', divisor }: JsonMap): boolean {
  const amount = divisor === undefined ? 0n : billionths(String(divisor))
  if (amount === 0n || !isResource(String(resource))) return true
  return (String(resource).endsWith('.cpu') ? cpuUnits : byteUnits).includes(amount)
}
