import type { ArgocdSettings } from '../gitops/delivery/argocd.ts'
import type { FluxSettings } from '../gitops/delivery/flux.ts'
import type { Engine } from '../library/engine.ts'
import type { ToRolloutOptions } from '../rollouts/convert/to-rollout/options.ts'
import type { JsonMap } from '../values/json.ts'
import type { Delivery, Generated, Only } from './config/config.ts'
import type { Inputs } from './inputs.ts'

/** One app in one environment: what is rendered together and written to one folder. */
export interface Unit {
  app: string
  /** null when the app has no environments. */
  env: string | null
  /** As though all of it had been given on the command line. */
  inputs: Inputs
  output: Output
  /** Every file and folder that it is made of; a layer that may be missing too. */
  sources: string[]
}

/** What `render` makes of a unit. */
export interface Output {
  /** null is stdout. */
  out: string | null
  delivery: Delivery
  only: Only
  generated: Generated
  templates: string | null
  'output-format': 'yaml' | 'json'
  /** null is the one that the input is for. */
  engine: Engine | null
  /** How a Canary becomes a Rollout. */
  conversion: Partial<ToRolloutOptions>
  /** More options for fleet.yaml. */
  fleet: JsonMap
  argocd: ArgocdSettings | null
  flux: FluxSettings | null
  /** The folder of serin.yaml, absolute: where paths in a repository are counted from when there is no Git. */
  root: string
}

/** Those of them that have an option on the command line; commands that write no manifests have none. */
export interface OutputOptions {
  out?: string | undefined
  delivery?: Delivery
  only?: Only
  generated?: Generated
  templates?: string | undefined
  'output-format'?: 'yaml' | 'json'
  engine?: Engine | undefined
  conversion?: Partial<ToRolloutOptions>
}

/** What commands that work on every app of serin.yaml are told. */
export interface ProjectOptions extends Inputs, OutputOptions {
  config: string | undefined
  'changed-since': string | undefined
  /** The options that stood on the command line: they win over the file. */
  given: ReadonlySet<string>
}

/** `shop (prod)` */
export function nameOf({ app, env }: Pick<Unit, 'app' | 'env'>): string {
  return env === null ? app : `${app} (${env})`
}
