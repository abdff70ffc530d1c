/** A form that Kubernetes asks of a string, and how to say it. */
interface Format {
  test: (value: string) => boolean
  words: string
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const portName = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/
const envName = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/
const relaxedEnvName = /^[ -<>-~]+$/
const configKey = /^[-._a-zA-Z0-9]+$/
const headerName = /^[-A-Za-z0-9]+$/
const sysctl = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/
/** Leading zeros are let through: StrictIPCIDRValidation is off. */
const ipv4 = /^0*(25[0-5]|2[0-4]\d|1?\d?\d)(\.0*(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/
const hexGroup = /^[0-9a-fA-F]{1,4}$/

const isLabel = (value: string) => value.length <= 63 && dnsLabel.test(value)
const isSubdomain = (value: string) => value.length <= 253 && dnsSubdomain.test(value)
const hasBackstep = (value: string) => value.split('/').includes('..')
/** Names that would lead out of a directory. */
const isDots = (value: string) => value === '.' || value.startsWith('..')

export function isQualifiedName(value: string): boolean {
  const parts = value.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2 || (parts.length === 2 && !isSubdomain(parts[0] ?? ''))) return false
  return name.length <= 63 && namePart.test(name)
}

/** Groups of up to four hex digits, one `::` for what is left out, and perhaps an IPv4 address at the end. */
function isIpv6(value: string): boolean {
  const halves = value.split('::')
  if (halves.length > 2 || !value.includes(':')) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const embedded = last.includes('.')
  const hex = embedded ? groups.slice(0, -1) : groups
  if ((embedded && !ipv4.test(last)) || !hex.every(group => hexGroup.test(group))) return false
  const count = hex.length + (embedded ? 2 : 0)
  return halves.length === 2 ? count < 8 : count === 8
}

function isContainerResource(name: string): boolean {
  if (!isQualifiedName(name)) return false
  if (!name.includes('/')) return ['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-')
  return name.includes('kubernetes.io/') || (!name.startsWith('requests.') && isQualifiedName(`requests.${name}`))
}

const subdomain: Format = { test: isSubdomain, words: 'a lower-case DNS name such as my-name or my.name' }
const qualified: Format = { test: isQualifiedName, words: 'a name such as app or example.com/app' }

/** By the names that schemas/rollout-kubernetes.schema.json uses (k8s.io/apimachinery 0.34, pkg/util/validation). */
const formats: { [name: string]: Format } = {
  'dns-label': { test: isLabel, words: 'a lower-case DNS label such as my-name, of up to 63 characters' },
  'dns-subdomain': subdomain,
  'dns-subdomain-prefix': { ...subdomain, test: value => isSubdomain(value.replace(/-$/, 'a')) },
  'dns-search': { ...subdomain, test: value => isSubdomain(value.replace(/\.$/, '')) },
  'port-name': {
    test: value => value.length <= 15 && portName.test(value),
    words: 'a port name: up to 15 of a-z, 0-9 and single hyphens, with a letter',
  },
  'env-name': {
    test: value => envName.test(value) && !isDots(value),
    words: 'a variable name: letters, digits, _, - and ., not beginning with a digit',
  },
  'relaxed-env-name': { test: value => relaxedEnvName.test(value), words: 'printable ASCII without =' },
  'config-key': {
    test: value => value.length <= 253 && configKey.test(value) && !isDots(value),
    words: 'a key of letters, digits, -, _ and .',
  },
  'qualified-name': qualified,
  'annotation-key': { ...qualified, test: value => isQualifiedName(value.toLowerCase()) },
  'label-value': {
    test: value => value === '' || (value.length <= 63 && namePart.test(value)),
    words: 'a label value: up to 63 letters, digits, -, _ and ., with a letter or digit at both ends',
  },
  'header-name': { test: value => headerName.test(value), words: 'a header name of letters, digits and hyphens' },
  ip: { test: value => ipv4.test(value) || isIpv6(value), words: 'an IP address' },
  'no-backsteps': { test: value => !hasBackstep(value), words: 'a path without ..' },
  'relative-path': {
    test: value => !value.startsWith('/') && !hasBackstep(value),
    words: 'a relative path without ..',
  },
  'local-path': {
    test: value => !value.startsWith('/') && !value.startsWith('..') && !hasBackstep(value),
    words: 'a relative path without ..',
  },
  'absolute-path': { test: value => value.startsWith('/'), words: 'an absolute path' },
  'csi-driver': {
    test: value => value.length <= 63 && isSubdomain(value.toLowerCase()),
    words: 'a driver name such as csi.example.com, of up to 63 characters',
  },
  sysctl: {
    test: value => value.length <= 253 && sysctl.test(value),
    words: 'a sysctl name such as net.core.somaxconn',
  },
  'resource-name': {
    test: isContainerResource,
    words: 'cpu, memory, ephemeral-storage, hugepages-… or a qualified name',
  },
}

export function fits(format: string, value: string): boolean {
  return formats[format]?.test(value) ?? true
}

export function isPort(value: number): boolean {
  return value >= 1 && value <= 65535
}

/** What a format asks for, in words; undefined when it asks for nothing. */
export function wordsFor(format: string): string | undefined {
  return formats[format]?.words
}
