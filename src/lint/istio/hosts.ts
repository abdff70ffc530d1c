// Host names as Istio reads them (Istio 1.27, pkg/config/validation/agent and pkg/config/host).

const label = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/
const first = /^(\*|(\*|\*-)?[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)$/
const address = /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/

/** What is wrong with the host of a VirtualService (ValidateWildcardDomain); null when nothing is. */
export function hostMistake(host: string): string | null {
  if (host === '') return 'is empty'
  if (host.length > 255) return 'is longer than 255 characters'
  if (address.test(host)) return null
  if (host.includes('://')) return 'is a URL; a host has no scheme'
  if (host.includes('/')) return 'has a path; a host is a name alone'
  if (/:[0-9]+$/.test(host)) return 'has a port; a host is a name alone'
  const [head = '', ...rest] = host.split('.')
  if (!isLabel(head, first)) return `is no host name: ${head || 'an empty part'} is not allowed in it`
  const wrong = rest.findIndex((part, i) => !(part === '' && i === rest.length - 1) && !isLabel(part, label))
  if (wrong >= 0) return `is no host name: ${rest[wrong] || 'an empty part'} is not allowed in it`
  return rest.length > 0 && /^[0-9]+$/.test(rest.at(-1) ?? '') ? 'ends in a number' : null
}

function isLabel(part: string, shape: RegExp): boolean {
  return part.length <= 63 && shape.test(part)
}

/** A name without a dot is a Service of the namespace. */
export function fullHost(host: string, namespace: string): string {
  return host.includes('.') || host === '*' ? host : `${host}.${namespace}.svc.cluster.local`
}

/** Whether one host can stand for the other: equal, or within its wildcard. */
export function hostsMeet(a: string, b: string): boolean {
  return a === b || covers(a, b) || covers(b, a)
}

function covers(wildcard: string, host: string): boolean {
  return wildcard.startsWith('*') && host.endsWith(wildcard.slice(1))
}

/** `name` and `namespace/name`, and what Istio still takes as `name.namespace`. */
export function fullGateway(gateway: string, namespace: string): string {
  return gateway.includes('/') || gateway === 'mesh' ? gateway : `${namespace}/${gateway}`
}
