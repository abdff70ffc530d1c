import { predict } from '../flagger/predict.ts'
import type { Release } from '../flagger/release.ts'
import type { LintConfig } from '../lint/config.ts'
import { withIgnores } from '../lint/ignore/apply.ts'
import { lint } from '../lint/lint.ts'
import { eachOnce } from '../lint/repeats.ts'
import type { rolloutFindings } from '../lint/rollouts.ts'
import type { LintSubject } from '../lint/subject.ts'
import { byPlace, type Finding } from '../values/finding.ts'
import type { Loaded } from './loaded.ts'

/** The rules about Rollouts, handed in by those who have some: most have none, and start faster without. */
export type RolloutRules = typeof rolloutFindings | null

/**
 * Everything that is wrong with what was loaded, in the order in which it is printed. What stands in one group goes to one
 * cluster, where releases may get into each other's way.
 */
export function lintLoaded(
  groups: readonly (readonly Loaded[])[],
  refs: Release['refs'],
  config: LintConfig,
  rolloutRules: RolloutRules,
): Finding[] {
  const findings = groups.flatMap(group => lintGroup(group, refs, config, rolloutRules)).sort(byPlace)
  const texts = new Map(groups.flat().flatMap(loaded => [...loaded.texts]))
  return withIgnores(eachOnce(findings), texts, config)
}

function lintGroup(
  group: readonly Loaded[],
  refs: Release['refs'],
  config: LintConfig,
  rolloutRules: RolloutRules,
): Finding[] {
  const found = group.flatMap(({ lint: { findings, objects, locate } }) =>
    locate && rolloutRules ? [...findings, ...rolloutRules(objects, refs, locate)] : findings,
  )
  return lint(group.flatMap(subjectsOf), config, found)
}

function subjectsOf({ releases, lint: { devtron, objects, problems, release } }: Loaded): LintSubject[] {
  if (!devtron) return releases.map(each => subjectOf(each))
  return [{ ...subjectOf(release), devtron, problems }]

  function subjectOf(each: Release | null): LintSubject {
    return { release: each, prediction: each && predict(each), devtron: null, objects, problems: [] }
  }
}
