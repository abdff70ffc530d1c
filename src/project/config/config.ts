import type { JsonMap } from '../../values/json.ts'

/** What serin.yaml says (schemas/serin-config.schema.json), once it has been checked. */
export interface Config extends Settings {
  apps: Record<string, AppSettings | null>
  environments?: Record<string, Settings | null>
}

export interface AppSettings extends Settings {
  folder?: string
  app?: string
  environments?: Record<string, Settings | null>
}

/** What may stand at the root, in an environment, in an app and in an app's environment. */
export interface Settings {
  values?: Layer[]
  devtron?: string
  envId?: string | number
  manifests?: string[]
  set?: string[]
  setString?: string[]
  setJson?: string[]
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
  out?: string
  delivery?: Delivery
  only?: Only
  generated?: Generated
  templates?: string
  fleet?: JsonMap
  argocd?: ArgocdSettings
  flux?: FluxSettings
}

export type Layer = string | { file: string; optional?: boolean }
export type Delivery = 'none' | 'fleet' | 'argocd' | 'flux'
export type Only = 'authored' | 'generated' | 'changed' | 'all'
export type Generated = 'preview' | 'apply' | 'omit'

/** Where Argo CD finds the repository, for the Application. */
export interface ArgocdSettings {
  repoURL: string
  targetRevision?: string
  project?: string
  namespace?: string
  server?: string
  cluster?: string
}

/** Where Flux finds the repository, for its Kustomization. */
export interface FluxSettings {
  sourceRef: { kind: string; name: string; namespace?: string }
  namespace?: string
  interval?: string
}
