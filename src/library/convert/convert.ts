import { toValues } from '../../devtron/to-values/to-values.ts'
import { isAccepted, predict } from '../../flagger/predict.ts'
import type { Release } from '../../flagger/release.ts'
import { defaultSettings } from '../../flagger/settings.ts'
import { readReleases } from '../../manifests/releases.ts'
import { renderStream } from '../../render/manifest.ts'
import type { Conversion } from '../../rollouts/convert/report.ts'
import { toCanary } from '../../rollouts/convert/to-canary/to-canary.ts'
import type { ToRolloutOptions } from '../../rollouts/convert/to-rollout/options.ts'
import { toRollout } from '../../rollouts/convert/to-rollout/to-rollout.ts'
import type { RolloutInput } from '../../rollouts/input.ts'
import { isRollout } from '../../rollouts/kinds.ts'
import { refusedRollouts } from '../../rollouts/validate/validate.ts'
import { type Finding, type Locate, type Problem, toFinding } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import type { LossRow } from '../../values/losses.ts'
import { type Manifest, refOf } from '../../values/manifest.ts'
import { type LossReport, lossReport } from './loss-report.ts'

export interface Converted {
  manifests: Manifest[]
  /** For `--to values`: one for each Canary. */
  values: JsonMap[]
  reports: () => LossReport[]
  findings: Finding[]
}

/** Every Canary as a Rollout. One that cannot be converted, or that the controller would refuse, is left out. */
export function canariesToRollouts(releases: readonly Release[], options: Partial<ToRolloutOptions>): Converted {
  return together(releases.map(release => canaryToRollout(release, options)))
}

/** Every Canary as Devtron values. */
export function canariesToValues(releases: readonly Release[]): Converted {
  return together(
    releases.map(release => {
      const { values, report, problems } = toValues(release)
      return {
        manifests: [],
        values: values ? [values] : [],
        reports: () => reportsOf(release.canary, report, release.locate),
        findings: problems.filter(stops).map(problem => toFinding(problem, release.locate, release.trace)),
      }
    }),
  )
}

/** By way of a Canary; the report tells what is lost on either part of the way. */
export function rolloutsToValues(input: RolloutInput, gateUrl: string): Converted {
  const canaries = rolloutsToCanaries(input, gateUrl)
  const values = canariesToValues(releasesOf(canaries.manifests))
  return { ...values, reports: () => [...canaries.reports(), ...values.reports()], findings: canaries.findings }
}

function canaryToRollout(release: Release, options: Partial<ToRolloutOptions>): Converted {
  const conversion = toRollout(release, options)
  const { manifests, problems } = conversion
  const refused = refusedRollouts([...manifests, ...beside(release.cluster.objects, manifests)]).filter(stops)
  const findings = [...problems, ...refused].map(problem => toFinding(problem, release.locate, release.trace))
  return {
    manifests: refused.length > 0 ? [] : manifests,
    values: [],
    reports: () => reportsOf(release.canary, conversion.report(), release.locate),
    findings,
  }
}

/** Objects that the conversion does not replace. */
function beside(objects: readonly Manifest[], made: readonly Manifest[]): Manifest[] {
  const idOf = ({ kind, metadata: { name, namespace = '' } }: Manifest) => `${kind} ${namespace}/${name}`
  const ids = new Set(made.map(idOf))
  return objects.filter(object => !ids.has(idOf(object)) && !isRollout(object))
}

/** Every Rollout as a Canary. */
export function rolloutsToCanaries({ objects, locate }: RolloutInput, gateUrl: string): Converted {
  const rollouts = objects.filter(isRollout)
  const conversions = rollouts.map(rollout => {
    // Other Rollouts stay out of it: their objects are theirs to convert.
    const around = objects.filter(object => object === rollout || !isRollout(object))
    return { rollout, conversion: toCanary(around, { gateUrl }) }
  })
  const kept = new Set(
    objects.filter(object => conversions.every(({ conversion }) => conversion.manifests.includes(object))),
  )
  const given = new Set(objects)
  return together(
    conversions.map(({ rollout, conversion }, i) => {
      const manifests = conversion.manifests.filter(object => (given.has(object) ? i === 0 && kept.has(object) : true))
      const problems = [...conversion.problems, ...refusedBy(conversion)]
      return {
        manifests: problems.some(stops) ? [] : manifests,
        values: [],
        reports: () => reportsOf(rollout, conversion.report(), locate),
        findings: problems.map(problem => toFinding(problem, locate)),
      }
    }),
  )
}

/** Why the API server or Flagger would not take the Canary. */
function refusedBy(conversion: Conversion): Problem[] {
  return releasesOf(conversion.manifests).flatMap(release => {
    const prediction = predict(release)
    return isAccepted(prediction) ? [] : prediction.problems.filter(stops)
  })
}

/** Manifests of serin's own as releases. */
export function releasesOf(manifests: readonly Manifest[]): Release[] {
  if (manifests.length === 0) return []
  const files = [{ file: 'converted', text: renderStream([...manifests]) }]
  return readReleases(files, { namespace: 'default', settings: defaultSettings, refs: 'assume' }).releases
}

function reportsOf(from: Manifest, rows: readonly LossRow[], locate: Locate): LossReport[] {
  return rows.length > 0 ? [lossReport(refOf(from), rows, locate)] : []
}

function together(all: readonly Converted[]): Converted {
  return {
    manifests: all.flatMap(({ manifests }) => manifests),
    values: all.flatMap(({ values }) => values),
    reports: () => all.flatMap(({ reports }) => reports()),
    findings: all.flatMap(({ findings }) => findings),
  }
}

/** What kubectl refuses because it cannot know the labels of the workload is no reason to stop. */
export function stops({ severity, code }: Problem): boolean {
  return severity === 'error' && code !== 'RO047'
}
