import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { itemAt, textAt } from '../fleet/object.ts'
import { failedCheck, type Health, type HealthStatus } from './health-result.ts'

const separator = ' --- '

const bundled: Record<string, HealthStatus> = {
  Failed: 'Degraded',
  Progressing: 'Progressing',
  Finalising: 'Progressing',
  Promoting: 'Progressing',
  Succeeded: 'Healthy',
  Initialized: 'Healthy',
}

/**
 * The bundled check (Argo CD 3.6, resource_customizations/flagger.app/Canary/health.lua). A status without weight, conditions
 * or phase makes the script fail.
 */
export function canaryHealth(canary: JsonMap): Health {
  const status = itemAt(canary, 'status') ?? null
  if (status === null) return { status: 'Unknown', message: 'No status' }
  const weight = luaNumber(itemAt(canary, 'status', 'canaryWeight'))
  const phase = itemAt(canary, 'status', 'phase')
  const messages = conditionMessages(canary)
  if (weight === null || messages === null || typeof phase !== 'string') return failedCheck
  const traffic = weight > 0 ? `Canary Weight: ${String(itemAt(canary, 'status', 'canaryWeight'))} %` : ''
  const told = messages.reduce((text, message) => (text === '' ? message : text + separator + message), traffic)
  const message = phase + separator + told
  return { status: Object.hasOwn(bundled, phase) ? (bundled[phase] ?? 'Unknown') : 'Unknown', message }
}

function luaNumber(value: Json | undefined): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : null
}

function conditionMessages(canary: JsonMap): string[] | null {
  const conditions = itemAt(canary, 'status', 'conditions')
  if (!Array.isArray(conditions)) return null
  const messages = conditions.map(condition => (isMap(condition) ? condition['message'] : undefined))
  return messages.every(message => typeof message === 'string') ? messages : null
}

const shipped: Record<string, HealthStatus> = {
  Initializing: 'Progressing',
  Initialized: 'Healthy',
  Waiting: 'Suspended',
  Progressing: 'Progressing',
  WaitingPromotion: 'Suspended',
  Promoting: 'Progressing',
  Finalising: 'Progressing',
  Succeeded: 'Healthy',
  Failed: 'Degraded',
  Terminating: 'Progressing',
  Terminated: 'Progressing',
}

/** What `canaryHealthLua` says, which knows all phases and does without a status. */
export function shippedCanaryHealth(canary: JsonMap): Health {
  const phase = textAt(canary, 'status', 'phase')
  if (phase === '') return { status: 'Progressing', message: 'Waiting for Flagger' }
  const conditions = itemAt(canary, 'status', 'conditions')
  const messages = (Array.isArray(conditions) ? conditions : []).map(condition =>
    isMap(condition) ? textAt(condition, 'message') : '',
  )
  return {
    status: Object.hasOwn(shipped, phase) ? (shipped[phase] ?? 'Unknown') : 'Unknown',
    message: [phase, ...messages].join(separator),
  }
}

/** The check that serin writes for argocd-cm: a gate is a pause, not an unknown, and an absent status no error. */
export const canaryHealthKey = 'resource.customizations.health.flagger.app_Canary'
export const canaryHealthLua = `local hs = {status = "Progressing", message = "Waiting for Flagger"}
if obj.status == nil or obj.status.phase == nil then return hs end
local map = {Initializing="Progressing", Initialized="Healthy", Waiting="Suspended", Progressing="Progressing",
  WaitingPromotion="Suspended", Promoting="Progressing", Finalising="Progressing", Succeeded="Healthy",
  Failed="Degraded", Terminating="Progressing", Terminated="Progressing"}
hs.status = map[obj.status.phase] or "Unknown"
hs.message = obj.status.phase
for _, c in ipairs(obj.status.conditions or {}) do hs.message = hs.message .. " --- " .. (c.message or "") end
return hs
`
