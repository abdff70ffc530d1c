import type { Pointer } from '../../values/pointer.ts'

/** What the API server may object to; each is a rule. */
export type MistakeKind =
  | 'annotation'
  | 'app protocol'
  | 'autoscaler'
  | 'config'
  | 'container'
  | 'host port'
  | 'init container'
  | 'label'
  | 'object name'
  | 'port name'
  | 'port name twice'
  | 'port number'
  | 'port twice'
  | 'probe'
  | 'resources'
  | 'rollout'
  | 'secret'
  | 'selector'
  | 'service name'
  | 'target port'
  | 'volume'

/** A reason for the API server not to take an object (Kubernetes 1.34). */
export interface Mistake {
  kind: MistakeKind
  path: Pointer
  part?: 'key'
  /** What is wrong, without the object's name. */
  what: string
}
