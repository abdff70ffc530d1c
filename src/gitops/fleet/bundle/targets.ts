import { getKey, isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { textAt } from '../object.ts'
import { mergeOptions } from './options.ts'

/** A cluster as Fleet knows it. */
export interface Cluster {
  name: string
  labels: Record<string, string>
  groups: { name: string; labels: Record<string, string> }[]
}

export interface ClusterOptions {
  /** What the bundle is deployed with, or null when a customization says `doNotDeploy`. */
  options: JsonMap | null
  /** Names of the customizations that apply, in order. */
  matched: string[]
}

const displayName = 'management.cattle.io/cluster-display-name'

/** The customizations of a fleet.yaml, `targets` (the old name) first, with the names that Fleet gives them. */
export function customizationsOf(options: JsonMap): { target: JsonMap; name: string; path: string }[] {
  return ['targets', 'targetCustomizations']
    .flatMap(field => {
      const list = options[field]
      return Array.isArray(list) ? list.map((target, i) => ({ target, path: `/${field}/${i}` })) : []
    })
    .flatMap(({ target, path }, i) =>
      isMap(target) ? [{ target, path, name: textAt(target, 'name') || `target${String(i).padStart(3, '0')}` }] : [],
    )
}

/** The options of a bundle on a cluster: the first customization that matches, or all of them (`AllMatches`, Fleet 0.16). */
export function optionsFor(options: JsonMap, cluster: Cluster): ClusterOptions {
  const matching = customizationsOf(options).filter(({ target }) => matches(target, cluster))
  const isAll = options['targetCustomizationMode'] === 'AllMatches'
  const applied = isAll ? matching : matching.slice(0, 1)
  const matched = applied.map(({ name }) => name)
  if (applied.some(({ target }) => target['doNotDeploy'] === true)) return { options: null, matched }
  if (!isAll) return { options: mergeOptions(options, applied[0]?.target ?? {}), matched }
  const custom = applied.reduce((left, { target }) => mergeOptions(left, target), {})
  return { options: mergeOptions(options, custom), matched }
}

/** All criteria have to hold, for one of the groups at least; without any nothing matches (matcher/clustermatcher.go). */
function matches(target: JsonMap, cluster: Cluster): boolean {
  const [clusterName, clusterGroup] = [textAt(target, 'clusterName'), textAt(target, 'clusterGroup')]
  const [groupSelector, selector] = [getKey(target, 'clusterGroupSelector'), getKey(target, 'clusterSelector')]
  if (!hasCriteria(target)) return false
  const groups = cluster.groups.length > 0 ? cluster.groups : [{ name: '', labels: {} }]
  return groups.some(
    group =>
      (clusterName === '' || clusterName === cluster.name || clusterName === cluster.labels[displayName]) &&
      (clusterGroup === '' || clusterGroup === group.name) &&
      (!isMap(groupSelector) || selects(groupSelector, group.labels)) &&
      (!isMap(selector) || selects(selector, cluster.labels)),
  )
}

export function hasCriteria(target: JsonMap): boolean {
  return (
    textAt(target, 'clusterName') !== '' ||
    textAt(target, 'clusterGroup') !== '' ||
    isMap(target['clusterSelector']) ||
    isMap(target['clusterGroupSelector'])
  )
}

/** A target that every cluster matches. */
export function matchesAll(target: JsonMap): boolean {
  const names = textAt(target, 'clusterName') + textAt(target, 'clusterGroup')
  const selectors = [target['clusterSelector'], target['clusterGroupSelector']].filter(isMap)
  return names === '' && selectors.length > 0 && selectors.every(isEmptySelector)
}

function isEmptySelector({ matchLabels, matchExpressions }: JsonMap): boolean {
  const labels = isMap(matchLabels) ? Object.keys(matchLabels).length : 0
  return labels === 0 && !(Array.isArray(matchExpressions) && matchExpressions.length > 0)
}

function selects({ matchLabels, matchExpressions }: JsonMap, labels: Record<string, string>): boolean {
  const pairs = isMap(matchLabels) ? Object.entries(matchLabels) : []
  const expressions = Array.isArray(matchExpressions) ? matchExpressions.filter(isMap) : []
  return pairs.every(([key, value]) => labels[key] === value) && expressions.every(each => holds(each, labels))
}

const operators: Record<string, (value: string | undefined, values: Json[]) => boolean> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: value => value !== undefined,
  DoesNotExist: value => value === undefined,
}

function holds(expression: JsonMap, labels: Record<string, string>): boolean {
  const operator = textAt(expression, 'operator')
  const { values } = expression
  const test = Object.hasOwn(operators, operator) ? operators[operator] : undefined
  return test?.(labels[textAt(expression, 'key')], Array.isArray(values) ? values : []) ?? false
}
