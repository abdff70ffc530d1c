import type { Release } from '../flagger/release.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { validateRollouts } from '../rollouts/validate/validate.ts'
import { type Finding, type Locate, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'

/** What is wrong with the Rollouts of an input, and with the templates, Services and routes that they use. */
export function rolloutFindings(objects: readonly Manifest[], refs: Release['refs'], locate: Locate): Finding[] {
  if (!objects.some(isRollout)) return []
  return validateRollouts(objects, refs).map(problem => toFinding(problem, locate))
}
