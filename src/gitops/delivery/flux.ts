import { renderManifest } from '../../render/manifest.ts'
import { writeYaml } from '../../render/yaml.ts'
import type { FluxIgnore } from '../flux/ignore.ts'
import { type Bundle, type DeliveryFile, isInOneNamespace } from './bundle.ts'

/** Where Flux finds the repository. */
export interface FluxSettings {
  sourceRef: { kind: string; name: string; namespace?: string }
  namespace?: string
  interval?: string
}

/**
 * kustomization.yaml names the manifests for Git and nothing else: without it Flux would apply every YAML file below, the
 * preview too (kustomize-controller 1.9, generator of fluxcd/pkg/kustomize). The Kustomization of Flux lies in a folder of its
 * own, because it is to be applied elsewhere.
 */
export function fluxFiles(
  bundle: Bundle,
  ignore: readonly FluxIgnore[],
  settings: FluxSettings | null,
): DeliveryFile[] {
  const resources = bundle.objects.map(({ path }) => path).sort()
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources }
  const rules = ignore.length === 0 ? {} : { ignore }
  return [
    { path: 'kustomization.yaml', text: writeYaml(kustomization) },
    ...(settings
      ? [{ path: '.flux/kustomization.yaml', text: renderManifest(fluxKustomization(bundle, settings, rules)) }]
      : ignore.length === 0
        ? []
        : [{ path: '.flux/kustomization-patch.yaml', text: writeYaml({ spec: rules }) }]),
  ]
}

function fluxKustomization(
  bundle: Bundle,
  { sourceRef, namespace = 'flux-system', interval = '10m' }: FluxSettings,
  rules: object,
) {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: bundle.name, namespace },
    spec: {
      interval,
      sourceRef,
      path: `./${bundle.folder}`,
      ...(isInOneNamespace(bundle) && { targetNamespace: bundle.namespace }),
      prune: true,
      ...rules,
    },
  }
}
