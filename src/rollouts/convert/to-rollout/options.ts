/** Choices that a Canary does not make, and a Rollout has to. */
export interface ToRolloutOptions {
  /**
   * `hold`: an analysis after each weight, which waits and repeats like Flagger until the checks pass. `background`: one
   * analysis beside all steps, which counts failures over the whole rollout like Flagger but holds nothing back.
   */
  analysis: 'hold' | 'background'
  /** Gates as an analysis that asks the gate's URL, or as a pause that a person ends. */
  gates: 'analysis' | 'pause'
  /** The pod template in the Rollout, or left in the workload, which the Rollout refers to. */
  workload: 'in-place' | 'reference'
  /** Traffic between two Services, or between two subsets of one. */
  split: 'services' | 'subsets'
  /** As many canary pods as stable ones from the start, as Flagger has them, or as many as the weight asks for. */
  canarySize: 'full' | 'weight'
  /** Prometheus, where the Canary does not say; without it the controller's own setting counts. */
  metricsServer?: string
}

export const defaultToRolloutOptions: ToRolloutOptions = {
  analysis: 'hold',
  gates: 'analysis',
  workload: 'in-place',
  split: 'services',
  canarySize: 'full',
}
