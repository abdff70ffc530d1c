import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'

/** A rule of `Application.spec.ignoreDifferences`. Group and kind are globs, name and namespace exact. */
export interface IgnoreDifference {
  group?: string
  kind: string
  name?: string
  namespace?: string
  jsonPointers?: string[]
  jqPathExpressions?: string[]
  managedFieldsManagers?: string[]
}

/** What a comparison depends on besides the objects. */
export interface Application {
  /** The Application's name, as the tracking-id has it. */
  app: string
  /** `spec.destination.namespace` */
  appNamespace: string
  ignoreDifferences: IgnoreDifference[]
  /** `spec.syncPolicy.syncOptions` */
  syncOptions?: string[]
  /** Keys of argocd-cm beside the shipped ones. */
  argocdCm?: Record<string, string>
}

export interface ArgoInput extends Application {
  /** As in Git; null when only the cluster has the object. */
  git: Manifest | null
  /** As `kubectl get -o yaml` gives it; null when only Git has the object. */
  live: Manifest | null
}

/** One object compared. An error means ComparisonError: every object of the application gets status Unknown. */
export type ArgoResult = { modified: boolean; paths: Pointer[]; why: string } | { error: string }
