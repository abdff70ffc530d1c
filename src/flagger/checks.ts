import type { Problem } from '../values/finding.ts'
import { type Canary, isKnative } from './canary.ts'
import { problem } from './problems.ts'
import { canaryRef } from './tick.ts'

/** Why Flagger does not schedule a Canary at all (Flagger 1.44, verifyCanary of pkg/controller/controller.go). */
export function refusal(canary: Canary): Problem | null {
  const object = canaryRef(canary)
  const { provider, targetRef, autoscalerRef, analysis } = canary.spec
  // The provider of the flag does not count here.
  if (isKnative(targetRef) && provider !== 'knative') {
    const message = `A Knative Service needs the provider knative, and this Canary has ${provider || 'none'}`
    return problem('FL010', { object, path: '/spec/provider' }, message, { help: 'Set `provider: knative`.' })
  }
  if (!isKnative(targetRef) && provider === 'knative') {
    const message = `The provider knative needs a Knative Service, and the target is ${targetRef.apiVersion} ${targetRef.kind}`
    return problem('FL010', { object, path: '/spec/targetRef' }, message, {
      help: 'The apiVersion of a Knative Service is serving.knative.dev/v1.',
    })
  }
  if (isKnative(targetRef) && autoscalerRef) {
    const message = 'Knative scales by itself: a Knative Service cannot have an autoscaler'
    return problem('FL011', { object, path: '/spec/autoscalerRef', part: 'key' }, message)
  }
  const affinity = analysis.sessionAffinity
  if (affinity && (affinity.cookieName ?? '') === (affinity.primaryCookieName ?? '')) {
    const message = `cookieName and primaryCookieName are both ${affinity.cookieName ?? '""'}`
    return problem('FL012', { object, path: '/spec/analysis/sessionAffinity/primaryCookieName' }, message, {
      help: 'Give the cookies different names.',
    })
  }
  return null
}
