/** Something that happened in a tick beside the weights: a picture marks it. */
export interface Mark {
  kind: MarkKind
  /** The webhook, the metric, the image, the ConfigMap. */
  name: string
  outcome: 'passed' | 'failed' | 'waiting'
}

/**
 * `revision`, `config`: what started or restarted a rollout. `gate`: a webhook that somebody has to open. `hook`: a webhook that
 * checks, or is told. `metric`: a check of the analysis. `pods`: canary or primary are not ready. `objects`: Flagger could not
 * create or change what it has to.
 */
export type MarkKind = 'revision' | 'config' | 'gate' | 'hook' | 'metric' | 'pods' | 'objects'
