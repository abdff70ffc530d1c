// What names may look like (Kubernetes 1.34, apimachinery/pkg/util/validation). Each says what is wrong, or null.

const label1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const label1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const qualified = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/
const configKey = /^[-._a-zA-Z0-9]+$/

type Verdict = string | null

export function labelName(name: string): Verdict {
  if (name.length > 63) return tooLong(name, 63)
  return label1123.test(name) ? null : 'has to be made of a-z, 0-9 and -, with a letter or digit at both ends'
}

export function serviceName(name: string): Verdict {
  if (name.length > 63) return tooLong(name, 63)
  return label1035.test(name) ? null : 'has to begin with a letter and be made of a-z, 0-9 and -, without a dot'
}

export function subdomainName(name: string): Verdict {
  if (name.length > 253) return tooLong(name, 253)
  return subdomain.test(name) ? null : 'has to be made of a-z, 0-9, - and ., with a letter or digit at both ends'
}

/** Keys of labels and annotations, and application protocols: a name, perhaps after a domain and a slash. */
export function qualifiedName(name: string): Verdict {
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  if (parts.length > 2) return 'has more than one slash'
  if (parts.length === 2 && subdomainName(parts[0] ?? '') !== null) return 'has no valid domain before the slash'
  if (last === '') return 'has no name'
  if (last.length > 63) return tooLong(last, 63)
  return qualified.test(last)
    ? null
    : 'has to be made of letters, digits, -, _ and ., with a letter or digit at both ends'
}

export function labelValue(value: string): Verdict {
  if (value.length > 63) return tooLong(value, 63)
  if (value === '' || qualified.test(value)) return null
  return 'has to be made of letters, digits, -, _ and ., with a letter or digit at both ends'
}

/** Names of container ports, and what a targetPort or a probe calls them. */
export function portName(name: string): Verdict {
  if (name.length > 15) return tooLong(name, 15)
  if (!/^[-a-z0-9]+$/.test(name)) return 'has to be made of a-z, 0-9 and -'
  if (!/[a-z]/.test(name)) return 'has to have a letter in it'
  if (name.includes('--')) return 'has two dashes side by side'
  return name.startsWith('-') || name.endsWith('-') ? 'has a dash at its end' : null
}

export function configMapKey(key: string): Verdict {
  if (key.length > 253) return tooLong(key, 253)
  if (key === '.' || key === '..' || key.startsWith('..')) return 'may not begin with two dots'
  return configKey.test(key) ? null : 'has to be made of letters, digits, -, _ and .'
}

/** Names of environment variables: anything printable but an equals sign. */
export function variableName(name: string): Verdict {
  return /^[ -<>-~]+$/.test(name) ? null : 'has to be made of printable ASCII characters without ='
}

export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535
}

function tooLong(name: string, most: number): string {
  return `has ${name.length} characters; ${most} are allowed`
}
