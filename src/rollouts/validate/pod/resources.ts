import type { JsonMap } from '../../../values/json.ts'
import { escapeSegment, type Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import { billionths } from '../../decode/quantity.ts'
import type { Container } from '../../pods.ts'
import { mapAt } from './one-of.ts'

const whole = 1_000_000_000n

/** k8s.io/kubernetes 1.34, validateResourceRequirements. */
export function resourceFaults(container: Container, at: Pointer): Violation[] {
  const resources = mapAt(container, 'resources')
  const limits = mapAt(resources, 'limits')
  const requests = mapAt(resources, 'requests')
  const path = `${at}/resources`
  return [
    ...amountFaults(limits, `${path}/limits`),
    ...amountFaults(requests, `${path}/requests`),
    ...Object.keys(requests).flatMap(name => requestFault(name, requests, limits, path)),
    ...hugePageFaults([...Object.keys(limits), ...Object.keys(requests)], path),
  ]
}

export function amountFaults(amounts: JsonMap, path: Pointer): Violation[] {
  return Object.entries(amounts).flatMap(([name, written]) => {
    const amount = billionths(String(written)) ?? 0n
    const at = `${path}/${escapeSegment(name)}`
    if (amount < 0n) return [{ path: at, message: `${JSON.stringify(written)} is negative` }]
    if (isExtended(name) && amount % whole !== 0n) return [{ path: at, message: `${name} comes in whole pieces only` }]
    return []
  })
}

/** Devices and huge pages cannot be shared: their request is their limit. */
function requestFault(name: string, requests: JsonMap, limits: JsonMap, path: Pointer): Violation[] {
  const request = billionths(String(requests[name])) ?? 0n
  const written = limits[name]
  const shared = !isExtended(name) && !isHugePages(name)
  const at = `${path}/requests/${escapeSegment(name)}`
  if (written === undefined) {
    return shared ? [] : [{ path: `${path}/limits`, message: `a request for ${name} needs the same limit` }]
  }
  const limit = billionths(String(written)) ?? 0n
  if (!shared && request !== limit) return [{ path: at, message: `must be the limit, ${written}` }]
  return request > limit ? [{ path: at, message: `${requests[name]} is more than the limit, ${written}` }] : []
}

function hugePageFaults(names: string[], path: Pointer): Violation[] {
  const alone = names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')
  return alone ? [{ path, message: 'huge pages need cpu or memory beside them' }] : []
}

function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/')
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}
