/** Choices that a Rollout does not make, and a Canary has to. */
export interface ToCanaryOptions {
  /** Of several Rollouts among the objects, the one to convert. */
  rollout?: string
  /** The gate that takes the place of a pause without an end. */
  gateUrl: string
}

export const defaultToCanaryOptions: ToCanaryOptions = {
  gateUrl: 'http://flagger-loadtester/gate/check',
}
