import type { JsonMap } from '../values/json.ts'
import type { ArgocdSettings, Delivery, FluxSettings, Generated, Only } from './config/config.ts'
import type { Inputs } from './inputs.ts'

/** One app in one environment: what is rendered together and written to one folder. */
export interface Unit {
  app: string
  /** null when the app has no environments. */
  env: string | null
  /** As though all of it had been given on the command line. */
  inputs: Inputs
  output: OutputSettings
  /** Every file and folder that it is made of. */
  sources: string[]
}

/** What `render` does with a unit. */
export interface OutputSettings {
  /** null is stdout. */
  out: string | null
  delivery: Delivery
  only: Only
  generated: Generated
  templates: string | undefined
  'output-format': 'yaml' | 'json'
  fleet: JsonMap
  argocd: ArgocdSettings | null
  flux: FluxSettings | null
}

/** Those of them that have an option on the command line. */
export type OutputOptions = Pick<OutputSettings, 'delivery' | 'only' | 'generated' | 'templates' | 'output-format'> & {
  out: string | undefined
}

export const defaultOutput: OutputOptions = {
  out: undefined,
  delivery: 'none',
  only: 'all',
  generated: 'preview',
  templates: undefined,
  'output-format': 'yaml',
}

/** `shop (prod)` */
export function nameOf({ app, env }: Pick<Unit, 'app' | 'env'>): string {
  return env === null ? app : `${app} (${env})`
}
