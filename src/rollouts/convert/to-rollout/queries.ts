import type { ToRolloutOptions } from './options.ts'

/** What tells the canary's requests from the stable ones. */
export interface Target {
  namespace: string
  /** Of the Rollout; Istio ≥ 1.22 calls the workload so. */
  workload: string
  canaryService: string
  split: ToRolloutOptions['split']
}

export type BuiltIn = 'request-success-rate' | 'request-duration'

/** The argument through which an analysis learns the hash of the new pods. */
export const hashArgument = 'canary-hash'

/**
 * Flagger's two built-in checks of Istio (Flagger 1.44, pkg/metrics/observers/istio.go). Flagger selects the canary's pods by
 * their workload; here both versions belong to one Rollout. With two Services the callers' side tells them apart by the
 * Service; with subsets only the pods' own hash does, which Prometheus has to copy from the pods.
 */
export function builtInQuery(metric: BuiltIn, target: Target, interval: string): string {
  const labels = selectorOf(target)
  if (metric === 'request-duration') {
    return `histogram_quantile(0.99, sum(rate(istio_request_duration_milliseconds_bucket{${labels}}[${interval}])) by (le))`
  }
  const requests = (more: string) => `sum(rate(istio_requests_total{${labels}${more}}[${interval}]))`
  return `${requests(',response_code!~"5.*"')} / ${requests('')} * 100`
}

function selectorOf({ namespace, workload, canaryService, split }: Target): string {
  if (split === 'services')
    return `reporter="source",destination_service="${canaryService}.${namespace}.svc.cluster.local"`
  const pods = `destination_workload_namespace="${namespace}",destination_workload="${workload}"`
  return `reporter="destination",${pods},rollouts_pod_template_hash="{{args.${hashArgument}}}"`
}

export function isBuiltIn(name: string): name is BuiltIn {
  return name === 'request-success-rate' || name === 'request-duration'
}
