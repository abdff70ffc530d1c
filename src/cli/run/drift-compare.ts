import { type Comparison, type Verdicts, verdictsOf } from '../../gitops/drift/comparison.ts'
import type { Explanation } from '../../gitops/drift/explain.ts'
import { readComparison } from '../../project/comparison.ts'
import { maxSizeOf } from '../../project/inputs.ts'
import { printJson } from '../../values/json.ts'
import type { ExitCode } from '../command.ts'
import type { CompareOptions } from '../commands/drift-compare.ts'
import { writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runDriftCompare(options: CompareOptions): Promise<ExitCode> {
  const { for: tool, git, live } = options
  if (tool === undefined) throw new UsageError('--for is needed: fleet or argocd')
  if (git === undefined || live === undefined) throw new UsageError('--git and --live are needed: the two sides')
  const comparison = readComparison({ ...options, for: tool, git, live }, maxSizeOf(options))
  const verdicts = verdictsOf(comparison)
  if (options.format === 'json') writeOut(`${printJson(verdicts)}\n`)
  else {
    const { compareText } = await import('../../gitops/drift/compare-text.ts')
    writeOut(compareText(comparison, verdicts, await explanationsOf(comparison, verdicts)))
  }
  return isClean(verdicts) ? 0 : 1
}

function isClean({ objects, error }: Verdicts): boolean {
  return error === null && objects.every(({ verdict }) => verdict === 'synced')
}

/** Only people want to know, so that only they wait for it. */
async function explanationsOf(comparison: Comparison, { objects }: Verdicts): Promise<Explanation[]> {
  const [{ explain }, { releasesAmong }] = await Promise.all([
    import('../../gitops/drift/explain.ts'),
    import('../../project/releases-among.ts'),
  ])
  return explain(comparison, objects, releasesAmong(comparison))
}
