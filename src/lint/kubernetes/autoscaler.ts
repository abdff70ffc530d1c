import { mapAt } from '../../devtron/fixes/access.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import { mapsAt, numberAt, textAt } from '../read.ts'
import type { Mistake } from './mistake.ts'
import { amountOf } from './quantity.ts'

interface Source {
  field: string
  /** What of the target has to be given: one, or with `any` one or more. */
  targets: string[]
  any?: true
}

/** Where each type of metric has its settings. */
const sources: Record<string, Source> = {
  Resource: { field: 'resource', targets: ['averageUtilization', 'averageValue'] },
  ContainerResource: { field: 'containerResource', targets: ['averageUtilization', 'averageValue'] },
  Pods: { field: 'pods', targets: ['averageValue'] },
  Object: { field: 'object', targets: ['value', 'averageValue'], any: true },
  External: { field: 'external', targets: ['value', 'averageValue'] },
}
const targetTypes = ['Utilization', 'Value', 'AverageValue']

/** HorizontalPodAutoscalers in autoscaling/v2 (Kubernetes 1.34, pkg/apis/autoscaling/validation). */
export function autoscalerMistakes(hpa: JsonMap): Mistake[] {
  const spec = mapAt(hpa, 'spec')
  const behavior = mapAt(spec, 'behavior')
  return [
    ...replicaMistakes(spec),
    ...mapsAt(spec, 'metrics').flatMap((metric, i) => metricMistakes(metric, pointer('spec', 'metrics', i))),
    ...['scaleUp', 'scaleDown'].flatMap(key => rulesMistakes(mapAt(behavior, key), `/spec/behavior/${key}`)),
  ]
}

function replicaMistakes(spec: JsonMap): Mistake[] {
  const [min, max] = [numberAt(spec, 'minReplicas') ?? 1, numberAt(spec, 'maxReplicas')]
  const mistakes: Mistake[] = []
  if (min < 1) mistakes.push(at('/spec/minReplicas', `minReplicas is ${min}; it has to be 1 or more`))
  if (max === undefined) mistakes.push(at('/spec', 'maxReplicas is missing'))
  else if (max < 1) mistakes.push(at('/spec/maxReplicas', `maxReplicas is ${max}; it has to be 1 or more`))
  else if (min > max) mistakes.push(at('/spec/maxReplicas', `maxReplicas, ${max}, is below minReplicas, ${min}`))
  return mistakes
}

function metricMistakes(metric: JsonMap, path: Pointer): Mistake[] {
  const type = textAt(metric, 'type') ?? ''
  const source = Object.hasOwn(sources, type) ? sources[type] : undefined
  if (!source)
    return [
      at(
        type === '' ? path : `${path}/type`,
        `a metric has type ${type || 'none'}; there are ${list(Object.keys(sources))}`,
      ),
    ]
  const others = Object.values(sources).filter(({ field }) => field !== source.field && isMap(metric[field]))
  const given = metric[source.field]
  return [
    ...others.map(({ field }) => at(`${path}/${field}`, `a metric of type ${type} has no ${field}`)),
    ...(isMap(given)
      ? targetMistakes(mapAt(given, 'target'), source, `${path}/${source.field}/target`)
      : [at(path, `a metric of type ${type} needs ${source.field}`)]),
  ]
}

function targetMistakes(target: JsonMap, { targets, any }: Source, path: Pointer): Mistake[] {
  const type = textAt(target, 'type') ?? ''
  const given = targets.filter(key => target[key] !== undefined && target[key] !== null)
  return [
    ...(targetTypes.includes(type)
      ? []
      : [at(path, `the type of a target is ${type || 'missing'}; there are ${list(targetTypes)}`)]),
    ...(given.length === 0 ? [at(path, `a target needs ${list(targets, 'or')}`)] : []),
    ...(given.length > 1 && !any ? [at(path, `a target has only one of ${list(given)}`)] : []),
    ...['value', 'averageValue', 'averageUtilization'].flatMap(key => {
      const amount = amountOf(target[key])
      return amount !== null && amount <= 0 ? [at(`${path}/${key}`, `${key} has to be above 0`)] : []
    }),
  ]
}

function rulesMistakes(rules: JsonMap, path: Pointer): Mistake[] {
  const window = numberAt(rules, 'stabilizationWindowSeconds')
  const select = textAt(rules, 'selectPolicy')
  return [
    ...(window !== undefined && (window < 0 || window > 3600)
      ? [
          at(
            `${path}/stabilizationWindowSeconds`,
            `stabilizationWindowSeconds is ${window}; it has to be from 0 to 3600`,
          ),
        ]
      : []),
    ...(select !== undefined && !['Min', 'Max', 'Disabled'].includes(select)
      ? [at(`${path}/selectPolicy`, `selectPolicy ${select} is none of Min, Max and Disabled`)]
      : []),
    ...(Array.isArray(rules['policies']) && rules['policies'].length === 0
      ? [at(`${path}/policies`, 'policies is an empty list; leave it out for the usual ones')]
      : []),
    ...mapsAt(rules, 'policies').flatMap((policy, i) => policyMistakes(policy, path + pointer('policies', i))),
  ]
}

function policyMistakes(policy: JsonMap, path: Pointer): Mistake[] {
  const [type, value, period] = [
    textAt(policy, 'type') ?? '',
    numberAt(policy, 'value') ?? 0,
    numberAt(policy, 'periodSeconds') ?? 0,
  ]
  return [
    ...(['Pods', 'Percent'].includes(type)
      ? []
      : [at(path, `the type of a policy is ${type || 'missing'}; there are Pods and Percent`)]),
    ...(value > 0 ? [] : [at(path, `the value of a policy is ${value}; it has to be above 0`)]),
    ...(period > 0 && period <= 1800
      ? []
      : [at(path, `periodSeconds of a policy is ${period}; it has to be from 1 to 1800`)]),
  ]
}

function at(path: Pointer, what: string): Mistake {
  return { kind: 'autoscaler', path, what }
}
