import { flaggerCodes } from '../../flagger/problems.ts'
import { bundleCodes } from '../../gitops/fleet/bundle/codes.ts'
import { manifestCodes } from '../../manifests/codes.ts'
import { templateCodes } from '../../render/problem.ts'
import { rolloutCodes } from '../../rollouts/codes.ts'
import { configCodes } from '../../values/config-codes.ts'
import type { Code, Severity } from '../../values/finding.ts'
import { schemaCodes } from '../../values/schema-codes.ts'
import { yamlCodes } from '../../values/yaml/index.ts'

/** A code that is given on the way to the rules: while the input is read, checked and predicted. */
export interface KnownCode {
  code: Code
  title: string
  /** null where it depends on the case. */
  severity: Severity | null
}

const chartCodes = {
  DT050: 'The chart cannot be rendered: its template fails at this value.',
  DT051: 'What the chart renders is not YAML, or not what Helm reads: this value breaks it.',
  SC090: 'A values file with several documents.',
  SC091: 'A values file that is no map.',
} as const

type Titles = Readonly<Record<string, string>>
type Rated = Readonly<Record<string, { title: string; severity: Severity }>>

/** Every such code, family by family. A rule of the same code says more. */
export const knownCodes: readonly KnownCode[] = [
  ...titled(yamlCodes, 'error'),
  ...titled(schemaCodes, null),
  ...titled(chartCodes, 'error'),
  ...titled(templateCodes, null),
  ...rated(manifestCodes),
  ...rated(flaggerCodes),
  ...rated(rolloutCodes),
  ...titled(bundleCodes, null),
  ...titled(configCodes, 'error'),
]

function titled(codes: Titles, severity: Severity | null): KnownCode[] {
  return Object.entries(codes).map(([code, title]) => ({ code: code as Code, title: sentence(title), severity }))
}

function rated(codes: Rated): KnownCode[] {
  return Object.entries(codes).map(([code, { title, severity }]) => ({
    code: code as Code,
    title: sentence(title),
    severity,
  }))
}

/** The rooms write their titles as they like: here all begin with a capital and end without a stop. */
function sentence(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1).replace(/\.$/, '')
}
