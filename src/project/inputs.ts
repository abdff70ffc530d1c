import { defaultSettings, type Settings } from '../flagger/settings.ts'
import type { NullSemantics } from '../values/merge.ts'
import { InputError } from './read.ts'

/** What every command that reads releases is told; the names are those of the command line. */
export interface Inputs {
  values: string[]
  set: string[]
  'set-string': string[]
  'set-json': string[]
  devtron: string | undefined
  env: string | undefined
  manifests: string[]
  app: string | undefined
  release: string | undefined
  namespace: string
  chart: string
  'chart-version': string | undefined
  'kube-version': string
  'null-semantics': NullSemantics
  compat: boolean
  'no-fix': string[]
  'mesh-provider': string
  'selector-labels': string
  'include-label-prefix': string
  'no-enable-config-tracking': boolean
  'ingress-annotations-prefix': string
  'ingress-class': string
  'remote-mesh': boolean
  'flagger-version': string
  refs: 'assume' | 'strict'
  'max-size': string
  /** What findings call stdin. */
  'stdin-filename'?: string | undefined
}

export function stdinName(inputs: Inputs): string {
  return inputs['stdin-filename'] ?? '<stdin>'
}

const inputNames: Record<keyof Inputs, true> = {
  values: true,
  set: true,
  'set-string': true,
  'set-json': true,
  devtron: true,
  env: true,
  manifests: true,
  app: true,
  release: true,
  namespace: true,
  chart: true,
  'chart-version': true,
  'kube-version': true,
  'null-semantics': true,
  compat: true,
  'no-fix': true,
  'mesh-provider': true,
  'selector-labels': true,
  'include-label-prefix': true,
  'no-enable-config-tracking': true,
  'ingress-annotations-prefix': true,
  'ingress-class': true,
  'remote-mesh': true,
  'flagger-version': true,
  refs: true,
  'max-size': true,
  'stdin-filename': true,
}

/** The inputs alone, of options that hold more. */
export function inputsIn(options: Inputs): Inputs {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(inputNames, name))) as Inputs
}

/** Whether the command line itself says what to read. */
export function namesInput({ values, devtron, manifests }: Inputs): boolean {
  return values.length > 0 || devtron !== undefined || manifests.length > 0
}

/** @throws InputError */
export function settingsOf(inputs: Inputs): Settings {
  const version = /^v?1\.(4[1-4])(\.\d+)?$/.exec(inputs['flagger-version'])
  if (!version)
    throw new InputError(`--flagger-version ${inputs['flagger-version']}: expected 1.41, 1.42, 1.43 or 1.44`)
  return {
    ...defaultSettings,
    meshProvider: inputs['mesh-provider'],
    selectorLabels: commaList(inputs['selector-labels']),
    includeLabelPrefix: commaList(inputs['include-label-prefix']),
    enableConfigTracking: !inputs['no-enable-config-tracking'],
    ingressAnnotationsPrefix: inputs['ingress-annotations-prefix'],
    ingressClass: inputs['ingress-class'],
    remoteMesh: inputs['remote-mesh'],
    flaggerVersion: `1.${version[1]}`,
  }
}

/** Flagger splits at commas and trims nothing. */
function commaList(text: string): string[] {
  return text === '' ? [] : text.split(',')
}

/** The minor version of Kubernetes: 34 for `1.34`, `v1.34.2` or `1.34.2-eks-1`.
 *
 * @throws InputError */
export function kubeMinorOf(inputs: Inputs): number {
  const match = /^v?1\.(\d{1,3})(?:[.+-]|$)/.exec(inputs['kube-version'])
  if (!match) throw new InputError(`--kube-version ${inputs['kube-version']}: expected a version such as 1.34`)
  return Number(match[1])
}

/** @throws InputError */
export function maxSizeOf(inputs: Pick<Inputs, 'max-size'>): number {
  const size = Number(inputs['max-size'])
  if (!Number.isSafeInteger(size) || size <= 0)
    throw new InputError(`--max-size ${inputs['max-size']}: expected a number of bytes`)
  return size
}
