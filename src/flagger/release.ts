import type { Locate, Subject } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Settings } from './settings.ts'

/**
 * One rollout: the Canary and everything it needs. Made by devtron/ (from values) and by manifests/ (from objects); read by
 * flagger, rollouts, gitops, lint, timeline and render. There is no other model.
 */
export interface Release {
  /** The Canary as it is written in Git; what the API server makes of it is flagger/stored.ts. */
  canary: Manifest
  /** What Git owns and applies, in the order of output; the Canary is one of them. */
  authored: Manifest[]
  /** Every object at hand that the Canary may refer to: workload, scaler, ConfigMaps, Ingress, existing Services … */
  cluster: Cluster
  /** Where objects without a namespace of their own live. */
  namespace: string
  settings: Settings
  /** Objects that nobody gave: `assume` they exist, or take the input as the whole cluster (`strict`). */
  refs: 'assume' | 'strict'
  locate: Locate
  /** The input's own name for a subject: the value that a field of the chart's Canary comes from. */
  trace: (subject: Subject) => Subject
}

export interface Cluster {
  objects: Manifest[]
  /**
   * Objects that are only sketched, because the values do not say all of them (the chart's Deployment). They tell labels and
   * ports, but copies of them are not shown.
   */
  sketched: ReadonlySet<Manifest>
}
