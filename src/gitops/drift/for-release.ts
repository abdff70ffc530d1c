import type { Release } from '../../flagger/release.ts'
import { type ApplicationPatch, respectIgnored } from '../argocd/application.ts'
import type { ComparePatch } from '../fleet/compare-patches.ts'
import type { FluxIgnore } from '../flux/ignore.ts'
import { planDrift } from './plan.ts'
import { comparePatchesOf, fluxIgnoresOf, ignoreDifferencesOf } from './tool-rules.ts'

// The rules for what Git has of a release, by themselves: what layouts for delivery write. None where Git leaves to the
// controller what is the controller's.

/** `diff.comparePatches` of fleet.yaml. */
export function comparePatchesFor(release: Release, bundle: string): ComparePatch[] {
  return comparePatchesOf(planDrift(release, { tool: 'fleet', version: '0.16', owner: bundle }).waivers)
}

/** The part of an Application that has rules; without rules it asks for no sync option either. */
export function applicationPatchFor(release: Release, app: string): ApplicationPatch {
  const { waivers } = planDrift(release, { tool: 'argocd', version: '3.6', owner: app })
  const ignoreDifferences = ignoreDifferencesOf(waivers)
  return {
    spec: { ignoreDifferences, syncPolicy: { syncOptions: ignoreDifferences.length > 0 ? [respectIgnored] : [] } },
  }
}

/** `spec.ignore` of a Kustomization, which is also `spec.driftDetection.ignore` of a HelmRelease. */
export function fluxIgnoreFor(release: Release, name: string): FluxIgnore[] {
  return fluxIgnoresOf(planDrift(release, { tool: 'flux', version: '1.9', owner: name }).waivers)
}
