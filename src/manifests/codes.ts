import type { Code, Severity } from '../values/finding.ts'

/** What this room finds, by code. */
export const manifestCodes = {
  MF001: { severity: 'warning', title: 'A document that is no Kubernetes object' },
  MF002: { severity: 'error', title: 'An object without apiVersion or kind' },
  MF003: { severity: 'error', title: 'An object without a name' },
  MF004: { severity: 'error', title: 'Metadata of the wrong type' },
  MF005: { severity: 'warning', title: 'The same object twice' },
  MF006: { severity: 'error', title: 'No Canary in the manifests' },
  MF007: { severity: 'error', title: 'A Secret with something other than texts' },
} as const satisfies Partial<Record<Code, { severity: Severity; title: string }>>

export type ManifestCode = keyof typeof manifestCodes
