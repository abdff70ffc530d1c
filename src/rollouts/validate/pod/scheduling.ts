import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'
import { fits, isQualifiedName } from '../../decode/formats.ts'
import type { LabelSelector, PodSpec } from '../../pods.ts'
import { selectorFaults } from '../selector.ts'
import { mapAt, mapsAt, repeated } from './one-of.ts'
import { amountFaults } from './resources.ts'

const isLabelValue = (value: unknown) => fits('label-value', String(value))

/** k8s.io/kubernetes 1.34, ValidatePodSpec: where pods may run, and what they are called there. */
export function schedulingFaults(spec: PodSpec, path: Pointer): Violation[] {
  const gates = mapsAt(spec, 'schedulingGates', path).map(({ item, at }) => ({ value: String(item['name'] ?? ''), at }))
  return [
    ...mapsAt(spec, 'tolerations', path).flatMap(({ item, at }) => tolerationFaults(item, at)),
    ...mapsAt(spec, 'topologySpreadConstraints', path).flatMap(({ item, at }) => spreadFaults(item, at)),
    ...repeated(spreadPairs(spec, path)),
    ...repeated(gates),
    ...affinityFaults(mapAt(spec, 'affinity'), `${path}/affinity`),
    ...dnsFaults(spec, path),
    ...amountFaults(mapAt(spec, 'overhead'), `${path}/overhead`),
  ]
}

function tolerationFaults(toleration: JsonMap, at: Pointer): Violation[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
  const found: Violation[] = []
  if (key === '' && operator !== 'Exists')
    found.push({ path: `${at}/operator`, message: 'must be Exists without a key' })
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    found.push({ path: `${at}/effect`, message: 'must be NoExecute with tolerationSeconds' })
  }
  if (operator === 'Exists' && value !== '') found.push({ path: `${at}/operator`, message: 'Exists takes no value' })
  if ((operator === '' || operator === 'Equal') && !isLabelValue(value)) {
    found.push({ path: `${at}/operator`, message: `${JSON.stringify(value)} is no label value` })
  }
  return found
}

function spreadPairs(spec: PodSpec, path: Pointer): { value: string; at: Pointer }[] {
  return mapsAt(spec, 'topologySpreadConstraints', path).map(({ item, at }) => ({
    value: `${item['topologyKey'] ?? ''}, ${item['whenUnsatisfiable'] ?? ''}`,
    at,
  }))
}

function spreadFaults(constraint: JsonMap, at: Pointer): Violation[] {
  const { minDomains, whenUnsatisfiable, labelSelector, matchLabelKeys } = constraint
  const found = isMap(labelSelector) ? selectorFaults(labelSelector as LabelSelector, `${at}/labelSelector`) : []
  if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
    found.push({ path: `${at}/minDomains`, message: 'works with whenUnsatisfiable: DoNotSchedule only' })
  }
  return [...found, ...keyFaults(matchLabelKeys, labelSelector, `${at}/matchLabelKeys`)]
}

function keyFaults(keys: unknown, selector: unknown, path: Pointer): Violation[] {
  if (!Array.isArray(keys) || keys.length === 0) return []
  if (!isMap(selector)) return [{ path, message: 'works with a labelSelector only' }]
  const expressions = mapsAt(selector, 'matchExpressions', '').map(({ item }) => item['key'])
  const used = new Set<unknown>([...Object.keys(mapAt(selector, 'matchLabels')), ...expressions])
  return keys.flatMap((key, i) =>
    used.has(key) ? [{ path: `${path}/${i}`, message: 'is in the labelSelector already' }] : [],
  )
}

function affinityFaults(affinity: JsonMap, path: Pointer): Violation[] {
  const node = mapAt(affinity, 'nodeAffinity')
  const required = mapAt(node, 'requiredDuringSchedulingIgnoredDuringExecution')
  const at = `${path}/nodeAffinity`
  return [
    ...mapsAt(required, 'nodeSelectorTerms', `${at}/requiredDuringSchedulingIgnoredDuringExecution`).flatMap(one =>
      nodeTermFaults(one.item, one.at, true),
    ),
    ...mapsAt(node, 'preferredDuringSchedulingIgnoredDuringExecution', at).flatMap(one =>
      nodeTermFaults(mapAt(one.item, 'preference'), `${one.at}/preference`, false),
    ),
    ...['podAffinity', 'podAntiAffinity'].flatMap(kind => podTerms(mapAt(affinity, kind), `${path}/${kind}`)),
  ]
}

function nodeTermFaults(term: JsonMap, path: Pointer, strict: boolean): Violation[] {
  return [
    ...mapsAt(term, 'matchExpressions', path).flatMap(({ item, at }) => nodeRequirementFaults(item, at, strict)),
    ...mapsAt(term, 'matchFields', path).flatMap(({ item, at }) => nodeFieldFaults(item, at)),
  ]
}

function nodeRequirementFaults(
  { key = '', operator = '', values = [] }: JsonMap,
  at: Pointer,
  strict: boolean,
): Violation[] {
  const list = Array.isArray(values) ? values : []
  const found: Violation[] = []
  const path = `${at}/values`
  const word = String(operator)
  if (['In', 'NotIn'].includes(word)) {
    if (list.length === 0) found.push({ path, message: `must be given with operator ${word}` })
  } else if (['Exists', 'DoesNotExist'].includes(word)) {
    if (list.length > 0) found.push({ path, message: `must not be given with operator ${word}` })
  } else if (['Gt', 'Lt'].includes(word)) {
    if (list.length !== 1) found.push({ path, message: `must be one value with operator ${word}` })
  } else if (word !== '') {
    found.push({ path: `${at}/operator`, message: `${JSON.stringify(word)} is no operator` })
  }
  if (key !== '' && !isQualifiedName(String(key)))
    found.push({ path: `${at}/key`, message: `${JSON.stringify(key)} is no label` })
  if (!strict) return found
  return [
    ...found,
    ...list.flatMap((value, i) =>
      isLabelValue(value) ? [] : [{ path: `${path}/${i}`, message: 'is no label value' }],
    ),
  ]
}

function nodeFieldFaults({ key = '', operator = '', values = [] }: JsonMap, at: Pointer): Violation[] {
  const found: Violation[] = []
  if (key !== '' && key !== 'metadata.name')
    found.push({ path: `${at}/key`, message: 'metadata.name is the only field possible' })
  if (operator !== 'In' && operator !== 'NotIn') {
    if (operator !== '') found.push({ path: `${at}/operator`, message: 'must be In or NotIn' })
  } else if (!Array.isArray(values) || values.length !== 1) {
    found.push({ path: `${at}/values`, message: 'must be one value' })
  }
  const [value] = Array.isArray(values) ? values : []
  if (value !== undefined && !fits('dns-subdomain', String(value))) {
    found.push({ path: `${at}/values/0`, message: `${JSON.stringify(value)} is no name of a node` })
  }
  return found
}

function podTerms(affinity: JsonMap, path: Pointer): Violation[] {
  const required = mapsAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution', path)
  const preferred = mapsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution', path).map(({ item, at }) => ({
    item: mapAt(item, 'podAffinityTerm'),
    at: `${at}/podAffinityTerm`,
  }))
  return [...required, ...preferred].flatMap(({ item, at }) => podTermFaults(item, at))
}

function podTermFaults(term: JsonMap, at: Pointer): Violation[] {
  const selectors = ['labelSelector', 'namespaceSelector'].flatMap(name => {
    const selector = term[name]
    return isMap(selector) ? selectorFaults(selector as LabelSelector, `${at}/${name}`) : []
  })
  const { matchLabelKeys, mismatchLabelKeys, labelSelector } = term
  const both =
    Array.isArray(matchLabelKeys) && Array.isArray(mismatchLabelKeys)
      ? matchLabelKeys.filter(key => mismatchLabelKeys.includes(key))
      : []
  const needs = [matchLabelKeys, mismatchLabelKeys].some(keys => Array.isArray(keys) && keys.length > 0)
  return [
    ...selectors,
    ...(needs && !isMap(labelSelector)
      ? [{ path: `${at}/matchLabelKeys`, message: 'works with a labelSelector only' }]
      : []),
    ...both.map(key => ({
      path: `${at}/matchLabelKeys`,
      message: `${JSON.stringify(key)} is among mismatchLabelKeys too`,
    })),
  ]
}

function dnsFaults(spec: PodSpec, path: Pointer): Violation[] {
  const config = spec['dnsConfig']
  const servers = mapAt(spec, 'dnsConfig')['nameservers']
  if (spec['dnsPolicy'] !== 'None') return []
  if (!isMap(config)) return [{ path: `${path}/dnsConfig`, message: 'must be given with dnsPolicy: None' }]
  if (Array.isArray(servers) && servers.length > 0) return []
  return [{ path: `${path}/dnsConfig/nameservers`, message: 'must be given with dnsPolicy: None' }]
}
