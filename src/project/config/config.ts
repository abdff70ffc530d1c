import type { ArgocdSettings } from '../../gitops/delivery/argocd.ts'
import type { FluxSettings } from '../../gitops/delivery/flux.ts'
import type { Engine } from '../../library/engine.ts'
import type { ToRolloutOptions } from '../../rollouts/convert/to-rollout/options.ts'
import type { JsonMap } from '../../values/json.ts'

/** What serin.yaml says (schemas/serin-config.schema.json), once it has been checked. */
export interface Config extends Settings {
  apps: Record<string, AppSettings | null>
  environments?: Record<string, Settings | null>
}

export interface AppSettings extends Settings {
  environments?: Record<string, Settings | null>
}

/** What may stand at the root, in an environment, in an app and in an app's environment. */
export interface Settings extends InputSettings, OutputSettings {
  /** In apps only. */
  app?: string
  values?: Layer[]
  devtron?: string
  envId?: string | number
  manifests?: string[]
  set?: string[]
  setString?: string[]
  setJson?: string[]
}

/** How the input is read. */
export interface InputSettings {
  release?: string
  namespace?: string
  chart?: string
  chartVersion?: string
  kubeVersion?: string
  nullSemantics?: 'devtron' | 'helm3' | 'helm4'
  compat?: boolean
  noFix?: string[]
  meshProvider?: string
  selectorLabels?: string[]
  includeLabelPrefix?: string[]
  enableConfigTracking?: boolean
  ingressAnnotationsPrefix?: string
  ingressClass?: string
  remoteMesh?: boolean
  flaggerVersion?: string
  refs?: 'assume' | 'strict'
}

/** What `serin render` makes of it. */
export interface OutputSettings {
  out?: string
  delivery?: Delivery
  only?: Only
  generated?: Generated
  templates?: string
  engine?: Engine
  rollouts?: Partial<ToRolloutOptions>
  fleet?: JsonMap
  argocd?: ArgocdSettings
  flux?: FluxSettings
}

export type Layer = string | { file: string; optional?: boolean }
export type Delivery = 'none' | 'fleet' | 'argocd' | 'flux'
export type Only = 'authored' | 'generated' | 'changed' | 'all'
export type Generated = 'preview' | 'apply' | 'omit'
