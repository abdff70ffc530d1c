import type { Settings } from './settings.ts'
import { does } from './versions.ts'

// Which labels and annotations reach what Flagger creates. Two functions of Flagger are called filterMetadata and do the
// opposite: the one in pkg/canary removes the Flux toolkit's keys, the one in pkg/router adds them.

export type Labels = Record<string, string>

const toolkit = 'toolkit.fluxcd.io'

/** Keeps Flux from reverting what Flagger manages (Flagger 1.44, pkg/router/util.go). */
export const toolkitDisabled: Readonly<Labels> = {
  'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
  'helm.toolkit.fluxcd.io/driftDetection': 'disabled',
}

/** Flagger marks every revision of the primary's pods with a random id (pkg/canary/util.go, makeAnnotations). */
export const flaggerId = 'flagger-id'
export const flaggerIdToken = 'FLAGGER-ID'

/** Without the Flux toolkit's keys: filterMetadata of pkg/canary/util.go. */
export function withoutToolkit(labels: Labels | undefined): Labels {
  return pick(labels, () => true)
}

/** With the Flux toolkit switched off: filterMetadata of pkg/router/util.go. */
export function withToolkitDisabled(annotations: Labels | undefined): Labels {
  return { ...annotations, ...toolkitDisabled }
}

/** What `-include-label-prefix` lets through: includeLabelsByPrefix of pkg/canary/util.go. */
export function includedByPrefix(labels: Labels | undefined, settings: Settings): Labels {
  const { includeLabelPrefix } = settings
  const all = includeLabelPrefix.includes('*') || (!does(settings, 'emptyPrefixIncludesNothing') && hasEmpty(settings))
  if (all) return withoutToolkit(labels)
  const prefixes = includeLabelPrefix.filter(prefix => prefix !== '')
  return pick(labels, key => prefixes.some(prefix => key.startsWith(prefix)))
}

/** The labels of a primary: those of the target, with the selector label's value replaced. */
export function primaryLabels(labels: Labels | undefined, key: string, value: string): Labels {
  return { ...pick(labels, other => other !== key), [key]: value }
}

/** The annotations of the primary's pods. */
export function primaryPodAnnotations(annotations: Labels | undefined): Labels {
  return { ...pick(annotations, key => key !== flaggerId), [flaggerId]: flaggerIdToken }
}

function hasEmpty(settings: Settings): boolean {
  return settings.includeLabelPrefix.length === 0 || settings.includeLabelPrefix.includes('')
}

function pick(labels: Labels | undefined, wanted: (key: string) => boolean): Labels {
  const out: Labels = {}
  for (const key in labels) {
    const value = labels[key]
    if (value !== undefined && !key.includes(toolkit) && wanted(key)) out[key] = value
  }
  return out
}
