import { isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import { toTyped } from '../defaults/typed.ts'
import { typeOfObject } from './normalize.ts'
import { groupVersion, mapAt, textAt } from './object.ts'

/** A caBundle of one newline, in base64: how charts ask for one to be injected. */
const emptyBundle = 'Cg=='

/** The live webhooks without the caBundle that Git leaves to an injector (Fleet 0.16, normalizers/mutatingwebhook.go). */
export function withoutInjectedBundle(desired: JsonMap, live: JsonMap): JsonMap {
  if (!isWebhookConfiguration(desired) || textAt(desired, 'metadata', 'uid') !== '') return live
  const injected = listAt(desired, 'webhooks').map(
    webhook => isMap(webhook) && textAt(webhook, 'clientConfig', 'caBundle') === emptyBundle,
  )
  const type = typeOfObject(live)
  const typed = type && injected.includes(true) ? toTyped(live, type) : null
  if (!typed) return live
  const webhooks = listAt(typed, 'webhooks')
  return { ...live, webhooks: webhooks.map((webhook, i) => (injected[i] ? withoutBundle(webhook) : webhook)) }
}

/**
 * The patch without a caBundle that Git does not set; null when nothing else differs (Fleet 0.16, desiredset/diff.go,
 * normalizeWebhookCABundlePatch).
 */
export function withoutBundleInPatch(patch: JsonMap, desired: JsonMap, live: JsonMap): JsonMap | null {
  const { webhooks } = patch
  if (!isWebhookConfiguration(live) || !Array.isArray(webhooks) || !Array.isArray(desired['webhooks'])) return patch
  const wanted = desired['webhooks']
  if (!webhooks.some(hasBundle)) {
    const current = listAt(live, 'webhooks')
    const same =
      wanted.length === current.length &&
      wanted.every((webhook, i) => !hasBundle(webhook) && sameData(webhook, withoutBundle(current[i] ?? null)))
    return same ? null : patch
  }
  let changed = false
  const kept = webhooks.map((webhook, i) => {
    const own = wanted[i]
    if (!hasBundle(webhook) || !isMap(own) || hasBundle(own)) return webhook
    changed = true
    return withoutBundle(webhook)
  })
  if (!changed) return patch
  const { webhooks: _, ...rest } = patch
  const left = kept.filter(webhook => !isMap(webhook) || Object.keys(webhook).length > 0)
  if (left.length > 0) return { ...rest, webhooks: left }
  return Object.keys(rest).length > 0 ? rest : null
}

function isWebhookConfiguration(object: JsonMap): boolean {
  const kind = textAt(object, 'kind')
  return (
    (kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration') &&
    groupVersion(textAt(object, 'apiVersion'))?.group === 'admissionregistration.k8s.io'
  )
}

function hasBundle(webhook: Json): boolean {
  return isMap(webhook) && Object.hasOwn(mapAt(webhook, 'clientConfig'), 'caBundle')
}

function withoutBundle(webhook: Json): Json {
  if (!isMap(webhook) || !hasBundle(webhook)) return webhook
  const { clientConfig, ...rest } = webhook
  const { caBundle: _, ...config } = isMap(clientConfig) ? clientConfig : {}
  return Object.keys(config).length > 0 ? { ...rest, clientConfig: config } : rest
}

function listAt(object: JsonMap, key: string): Json[] {
  const value = object[key]
  return Array.isArray(value) ? value : []
}
