import type { Webhook } from '../../../flagger/canary.ts'
import { parseDuration } from '../../../flagger/go/duration.ts'
import type { Metric } from '../../analysis-template.ts'
import type { Source } from './source.ts'

/**
 * A webhook as a web metric (Flagger 1.44, pkg/controller/webhook.go): the same POST, without the checksum. Any answer of 2xx
 * is a success; everything else is an error, which the metric repeats every 10 s.
 */
export function webMetric({ canary }: Source, webhook: Webhook, phase: string): Metric {
  const { metadata } = webhook
  return {
    name: webhook.name,
    provider: {
      web: {
        method: 'POST',
        url: webhook.url,
        timeoutSeconds: timeoutOf(webhook),
        ...(webhook.disableTLS && { insecure: true }),
        jsonBody: { name: canary.name, namespace: canary.namespace, phase, ...(metadata && { metadata }) },
      },
    },
  }
}

/** Errors do not end it: it waits as long as the gate says no. */
export const unlimited = 2147483647

/** A gate is asked until it says yes. */
export function gateMetric(source: Source, webhook: Webhook, phase: string): Metric {
  return { ...webMetric(source, webhook, phase), count: 1, consecutiveErrorLimit: unlimited }
}

/** Any answer of 2xx to a rollback hook rolls back. */
export function rollbackMetric(source: Source, webhook: Webhook): Metric {
  const { provider, name = '' } = webMetric(source, webhook, 'Progressing')
  return {
    name,
    interval: source.interval,
    failureCondition: 'true',
    consecutiveErrorLimit: unlimited,
    ...(provider && { provider }),
  }
}

const defaultTimeout = 10

/** Whole seconds are all that a web metric has. */
function timeoutOf({ timeout = '' }: Webhook): number {
  const seconds = (parseDuration(timeout) ?? 0) / 1e9
  return seconds > 0 ? Math.ceil(seconds) : defaultTimeout
}
