import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import { itemAt, textAt, textMapAt } from '../fleet/object.ts'
import { conditionsOf, failedCheck, type Health } from './health-result.ts'

/** The checks that Argo CD has for built-in kinds (Argo CD 3.6, gitops-engine/pkg/health). */

function healthy(message = ''): Health {
  return { status: 'Healthy', message }
}

function progressing(message = ''): Health {
  return { status: 'Progressing', message }
}

function countIn(object: JsonMap, ...path: string[]): number {
  const value = itemAt(object, ...path)
  return typeof value === 'number' ? value : 0
}

function wantedReplicas(object: JsonMap): number | null {
  const value = itemAt(object, 'spec', 'replicas')
  return typeof value === 'number' ? value : null
}

function isUnobserved(object: JsonMap): boolean {
  return countIn(object, 'metadata', 'generation') > countIn(object, 'status', 'observedGeneration')
}

function onlyIn(object: JsonMap, apiVersion: string): boolean {
  return textAt(object, 'apiVersion') === apiVersion
}

export function deploymentHealth(deployment: JsonMap): Health {
  if (!onlyIn(deployment, 'apps/v1')) return failedCheck
  if (itemAt(deployment, 'spec', 'paused') === true) return { status: 'Suspended', message: 'Deployment is paused' }
  const waiting = 'Waiting for rollout to finish:'
  if (isUnobserved(deployment)) {
    return progressing(`${waiting} observed deployment generation less than desired generation`)
  }
  const condition = conditionsOf(deployment).find(({ type }) => type === 'Progressing')
  if (condition?.['reason'] === 'ProgressDeadlineExceeded') {
    const name = JSON.stringify(textAt(deployment, 'metadata', 'name'))
    return { status: 'Degraded', message: `Deployment ${name} exceeded its progress deadline` }
  }
  const [wanted, updated] = [wantedReplicas(deployment), countIn(deployment, 'status', 'updatedReplicas')]
  if (wanted !== null && updated < wanted) {
    return progressing(`${waiting} ${updated} out of ${wanted} new replicas have been updated...`)
  }
  const old = countIn(deployment, 'status', 'replicas') - updated
  if (old > 0) return progressing(`${waiting} ${old} old replicas are pending termination...`)
  const available = countIn(deployment, 'status', 'availableReplicas')
  if (available < updated) {
    return progressing(`${waiting} ${available} of ${updated} updated replicas are available...`)
  }
  return healthy()
}

export function daemonSetHealth(daemonSet: JsonMap): Health {
  if (!onlyIn(daemonSet, 'apps/v1')) return failedCheck
  if (isUnobserved(daemonSet)) {
    return progressing('Waiting for rollout to finish: observed daemon set generation less than desired generation')
  }
  const wanted = countIn(daemonSet, 'status', 'desiredNumberScheduled')
  const updated = countIn(daemonSet, 'status', 'updatedNumberScheduled')
  const available = countIn(daemonSet, 'status', 'numberAvailable')
  if (itemAt(daemonSet, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return healthy(`daemon set ${updated} out of ${wanted} new pods have been updated`)
  }
  const waiting = `Waiting for daemon set ${JSON.stringify(textAt(daemonSet, 'metadata', 'name'))} rollout to finish:`
  if (updated < wanted) return progressing(`${waiting} ${updated} out of ${wanted} new pods have been updated...`)
  if (available < wanted) return progressing(`${waiting} ${available} of ${wanted} updated pods are available...`)
  return healthy()
}

export function statefulSetHealth(set: JsonMap): Health {
  if (!onlyIn(set, 'apps/v1')) return failedCheck
  if (countIn(set, 'status', 'observedGeneration') === 0 || isUnobserved(set)) {
    return progressing('Waiting for statefulset spec update to be observed...')
  }
  const [wanted, ready] = [wantedReplicas(set), countIn(set, 'status', 'readyReplicas')]
  if (wanted !== null && ready < wanted) return progressing(`Waiting for ${wanted - ready} pods to be ready...`)
  const updated = countIn(set, 'status', 'updatedReplicas')
  const type = itemAt(set, 'spec', 'updateStrategy', 'type')
  if (type === 'RollingUpdate' && isMap(itemAt(set, 'spec', 'updateStrategy', 'rollingUpdate'))) {
    const partition = itemAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
    if (wanted !== null && typeof partition === 'number' && updated < wanted - partition) {
      const rest = `${updated} out of ${wanted - partition} new pods have been updated...`
      return progressing(`Waiting for partitioned roll out to finish: ${rest}`)
    }
    return healthy(`partitioned roll out complete: ${updated} new pods have been updated...`)
  }
  if (type === 'OnDelete') return healthy(`statefulset has ${ready} ready pods`)
  const [update, current] = ['updateRevision', 'currentRevision'].map(name => textAt(set, 'status', name))
  if (update !== current) {
    return progressing(`waiting for statefulset rolling update to complete ${updated} pods at revision ${update}...`)
  }
  const done = countIn(set, 'status', 'currentReplicas')
  return healthy(`statefulset rolling update complete ${done} pods at revision ${current}...`)
}

export function replicaSetHealth(set: JsonMap): Health {
  if (!onlyIn(set, 'apps/v1')) return failedCheck
  const waiting = 'Waiting for rollout to finish:'
  if (isUnobserved(set)) return progressing(`${waiting} observed replica set generation less than desired generation`)
  const failure = conditionsOf(set).find(({ type }) => type === 'ReplicaFailure')
  if (failure?.['status'] === 'True') return { status: 'Degraded', message: textAt(failure, 'message') }
  const [wanted, available] = [wantedReplicas(set), countIn(set, 'status', 'availableReplicas')]
  return wanted !== null && available < wanted
    ? progressing(`${waiting} ${available} out of ${wanted} new replicas are available...`)
    : healthy()
}

export function jobHealth(job: JsonMap): Health {
  if (!onlyIn(job, 'batch/v1')) return failedCheck
  const conditions = conditionsOf(job)
  const last = (...types: string[]) => conditions.findLast(({ type }) => types.includes(String(type)))
  const message = textAt(last('Complete', 'Suspended') ?? {}, 'message')
  const failure = last('Failed')
  if (failure) return { status: 'Degraded', message: textAt(failure, 'message') }
  if (conditions.some(({ type, status }) => type === 'Suspended' && status === 'True')) {
    return { status: 'Suspended', message }
  }
  return last('Complete', 'Suspended') ? healthy(message) : progressing(message)
}

export function serviceHealth(service: JsonMap): Health {
  if (!onlyIn(service, 'v1')) return failedCheck
  const balanced = itemAt(service, 'spec', 'type') === 'LoadBalancer'
  return balanced && !hasAddress(service) ? progressing() : healthy()
}

export function ingressHealth(ingress: JsonMap): Health {
  return hasAddress(ingress) ? healthy() : progressing()
}

function hasAddress(object: JsonMap): boolean {
  const addresses = itemAt(object, 'status', 'loadBalancer', 'ingress')
  return Array.isArray(addresses) && addresses.length > 0
}

const claimPhases: Record<string, Health['status']> = { Lost: 'Degraded', Pending: 'Progressing', Bound: 'Healthy' }

export function claimHealth(claim: JsonMap): Health {
  if (!onlyIn(claim, 'v1')) return failedCheck
  return { status: claimPhases[textAt(claim, 'status', 'phase')] ?? 'Unknown', message: '' }
}

const brokenScaler = new Set(
  `AbleToScale=FailedGetScale AbleToScale=FailedUpdateScale ScalingActive=FailedGetResourceMetric
  ScalingActive=FailedGetObjectMetric ScalingActive=FailedGetPodsMetric ScalingActive=FailedGetExternalMetric
  ScalingActive=FailedComputeMetricsReplicas ScalingActive=InvalidSelector`.split(/\s+/),
)

export function autoscalerHealth(scaler: JsonMap): Health {
  const waiting = progressing('Waiting to Autoscale')
  if (!onlyIn(scaler, 'autoscaling/v1') && !onlyIn(scaler, 'autoscaling/v2')) return failedCheck
  const conditions = onlyIn(scaler, 'autoscaling/v2') ? conditionsOf(scaler) : annotatedConditions(scaler)
  if (conditions === null) return failedCheck
  const broken = conditions.find(({ type, reason }) => brokenScaler.has(`${String(type)}=${String(reason)}`))
  if (broken) return { status: 'Degraded', message: textAt(broken, 'message') }
  const working = conditions.find(
    ({ type, status }) => (type === 'AbleToScale' || type === 'ScalingLimited') && status === 'True',
  )
  return working ? healthy(textAt(working, 'message')) : waiting
}

/** autoscaling/v1 has its conditions in an annotation. */
function annotatedConditions(scaler: JsonMap): JsonMap[] | null {
  const text = getKey(textMapAt(scaler, 'metadata', 'annotations'), 'autoscaling.alpha.kubernetes.io/conditions')
  if (typeof text !== 'string') return []
  try {
    const conditions: Json = JSON.parse(text)
    return Array.isArray(conditions) ? conditions.filter(isMap).map(lowered) : conditions === null ? [] : null
  } catch {
    return null
  }
}

/** Go's decoder does not mind the case of keys. */
function lowered(condition: JsonMap): JsonMap {
  return Object.fromEntries(Object.keys(condition).map(key => [key.toLowerCase(), getKey(condition, key) ?? null]))
}
