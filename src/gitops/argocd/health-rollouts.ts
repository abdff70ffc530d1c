import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { itemAt, mapAt, textAt } from '../fleet/object.ts'
import { conditionsOf, failedCheck, type Health, type HealthStatus } from './health-result.ts'

const statuses = new Set<string>(['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'])

function progressing(message: string): Health {
  return { status: 'Progressing', message }
}

/** Argo CD 3.6, resource_customizations/argoproj.io/Rollout/health.lua: since Rollouts 1.0 the controller's own phase. */
export function rolloutHealth(rollout: JsonMap): Health {
  const status = itemAt(rollout, 'status') ?? null
  const observed = itemAt(rollout, 'status', 'observedGeneration')
  const generation = Number(itemAt(rollout, 'metadata', 'generation') ?? Number.NaN)
  const seen = observed === undefined || observed === null ? Number.NaN : Number(observed)
  // An observedGeneration beyond the generation is a hash, as Rollouts 0.9 wrote it.
  const isObserved = Number.isNaN(seen) || seen >= generation
  if (status === null || !isObserved || !isWorkloadObserved(rollout)) {
    return progressing('Waiting for rollout spec update to be observed')
  }
  if (Number.isNaN(generation) && !Number.isNaN(seen)) return failedCheck
  const phase = textAt(rollout, 'status', 'phase')
  if (phase !== '') {
    const told = phase === 'Paused' ? 'Suspended' : phase
    return isStatus(told)
      ? { status: told, message: textAt(rollout, 'status', 'message') }
      : { status: 'Unknown', message: 'Lua returned an invalid health status' }
  }
  return oldRolloutHealth(rollout)
}

function isStatus(text: string): text is HealthStatus {
  return statuses.has(text)
}

function isWorkloadObserved(rollout: JsonMap): boolean {
  if (!isMap(itemAt(rollout, 'spec', 'workloadRef'))) return true
  const annotations = itemAt(rollout, 'metadata', 'annotations')
  if (!isMap(annotations)) return true
  const wanted = annotations['rollout.argoproj.io/workload-generation']
  const seen = itemAt(rollout, 'status', 'workloadObservedGeneration')
  const numbers = [wanted, seen].map(value => (value === undefined || value === null ? null : Number(value)))
  return numbers[0] === numbers[1]
}

/** Controllers before Rollouts 1.0 tell no phase. */
function oldRolloutHealth(rollout: JsonMap): Health {
  const status = mapAt(rollout, 'status')
  if (!Array.isArray(status['conditions'])) return failedCheck
  for (const condition of conditionsOf(rollout)) {
    const broken =
      condition['type'] === 'InvalidSpec' ||
      (condition['type'] === 'Progressing' &&
        (condition['reason'] === 'RolloutAborted' || condition['reason'] === 'ProgressDeadlineExceeded'))
    if (broken) return { status: 'Degraded', message: textAt(condition, 'message') }
  }
  const pauses = status['pauseConditions']
  if ((Array.isArray(pauses) && pauses.length > 0) || itemAt(rollout, 'spec', 'paused') === true) {
    return { status: 'Suspended', message: 'Rollout is paused' }
  }
  const hash = status['currentPodHash']
  if (hash === undefined) return progressing('Waiting for rollout to finish: status has not been reconciled.')
  const updated = countOf(status['updatedReplicas'], 0)
  if (updated < countOf(itemAt(rollout, 'spec', 'replicas'), 1)) {
    return progressing('Waiting for roll out to finish: More replicas need to be updated')
  }
  if (countOf(status['availableReplicas'], 0) < updated) {
    return progressing('Waiting for roll out to finish: updated replicas are still becoming available')
  }
  return strategyHealth(rollout, status, updated, hash)
}

function strategyHealth(rollout: JsonMap, status: JsonMap, updated: number, hash: Json): Health {
  const stable = status['stableRS'] ?? (isMap(status['canary']) ? mapAt(status, 'canary')['stableRS'] : '')
  const strategy = itemAt(rollout, 'spec', 'strategy')
  if (!isMap(strategy)) return failedCheck
  if (isMap(strategy['blueGreen'])) {
    if (mapAt(status, 'blueGreen')['activeSelector'] !== hash) return progressing('active service cutover pending')
    if (stable !== '' && stable !== hash) return progressing('waiting for analysis to complete')
  } else if (isMap(strategy['canary'])) {
    if (countOf(status['replicas'], 0) > updated) {
      return progressing('Waiting for roll out to finish: old replicas are pending termination')
    }
    if (stable === '' || stable !== hash) return progressing('Waiting for rollout to finish steps')
  }
  return { status: 'Healthy', message: '' }
}

function countOf(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback
}

const analysisPhases: Record<string, Health> = {
  Pending: progressing('Analysis run is running'),
  Running: progressing('Analysis run is running'),
  Successful: { status: 'Healthy', message: 'Analysis run completed successfully' },
  Failed: { status: 'Degraded', message: 'Analysis run failed' },
  Error: { status: 'Degraded', message: 'Analysis run had an error' },
  Inconclusive: { status: 'Unknown', message: 'Analysis run was inconclusive' },
}

/** Argo CD 3.6, resource_customizations/argoproj.io/AnalysisRun/health.lua. */
export function analysisRunHealth(run: JsonMap): Health {
  if ((itemAt(run, 'status') ?? null) === null) {
    return progressing('Waiting for analysis run to finish: status has not been reconciled.')
  }
  const phase = textAt(run, 'status', 'phase')
  const told = Object.hasOwn(analysisPhases, phase) ? analysisPhases[phase] : undefined
  if (!told) return { status: '', message: '' }
  const message = itemAt(run, 'status', 'message')
  return told.status !== 'Progressing' && typeof message === 'string' ? { ...told, message } : told
}

/** Argo CD 3.6, resource_customizations/keda.sh/ScaledObject/health.lua. */
export function scaledObjectHealth(scaledObject: JsonMap): Health {
  let message = ''
  const found = { degraded: false, healthy: false, suspended: false }
  for (const condition of conditionsOf(scaledObject)) {
    const { type, status } = condition
    const meaning = conditionMeanings[`${String(type)}=${String(status)}`]
    if (meaning === undefined) continue
    found[meaning] = true
    message = textAt(condition, 'message')
  }
  if (found.degraded) return { status: 'Degraded', message }
  if (found.healthy) return { status: found.suspended ? 'Suspended' : 'Healthy', message }
  return progressing('Creating HorizontalPodAutoscaler Object')
}

const conditionMeanings: Record<string, 'degraded' | 'healthy' | 'suspended'> = {
  'Ready=False': 'degraded',
  'Ready=True': 'healthy',
  'Paused=True': 'suspended',
  'Fallback=True': 'degraded',
}
