import { type Verdicts, verdictsOf } from '../../gitops/drift/comparison.ts'
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
  else writeOut(printJson(verdicts))
  return isClean(verdicts) ? 0 : 1
}

function isClean({ objects, error }: Verdicts): boolean {
  return error === null && objects.every(({ verdict }) => verdict === 'synced')
}
