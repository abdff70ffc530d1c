import type { Loaded } from '../../library/loaded.ts'
import { hasErrors, outcomeOf } from '../../library/outcome.ts'
import { readTexts } from '../../library/reading.ts'
import { maxSizeOf } from '../../project/inputs.ts'
import { InputError, readText } from '../../project/read.ts'
import { readingOf } from '../../project/reading.ts'
import type { ExitCode } from '../command.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'
import { type FunctionConfig, inSettings, listName, readFunctionConfig } from './krm/function-config.ts'
import { printResourceList, untouched, withManifests } from './krm/items.ts'
import { type ResourceList, readResourceList } from './krm/resource-list.ts'
import { ownResult, type Result, resultLine, resultOf } from './krm/results.ts'

const largestList = 100_000_000

/** A KRM function: whatever it is given, it answers with a ResourceList. */
export function runFunction(): ExitCode {
  const list = readResourceList(readText('-', largestList))
  if (typeof list === 'string') return answer([], [ownResult(list, null)])
  try {
    const config = readFunctionConfig(list.config, list)
    return render(list, config)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError)) throw error
    return answer(untouched(list), [ownResult(inSettings(error.message), list.config)])
  }
}

function render(list: ResourceList, config: FunctionConfig): ExitCode {
  const loaded = read(list, config)
  const outcome = outcomeOf(loaded)
  const maxSize = maxSizeOf(config.inputs)
  const results = outcome.findings
    .filter(({ code }) => !(config.allowEmpty && code === noCanary))
    .map(finding => resultOf(finding, list, maxSize))
  if (hasErrors(outcome.findings) && results.some(isError)) return answer(untouched(list), results)
  if (config.values && outcome.outputs.length === 0 && !config.allowEmpty) {
    const why = loaded.notes[0] ?? 'there is nothing to render'
    return answer(untouched(list), [...results, ownResult(`${why}; allowEmpty: true lets that pass`, list.config)])
  }
  return answer(withManifests(list, config, outcome), results)
}

/** Manifests without a Canary. */
const noCanary = 'MF006'

function read(list: ResourceList, { inputs, values }: FunctionConfig): Loaded {
  const { options, ...reading } = readingOf(
    inputs,
    null,
    list.items.length > 0 ? [{ file: listName, text: list.text }] : [],
  )
  return readTexts({ ...reading, options, values: { ...reading.values, files: values ? [values] : [] } })
}

function isError({ severity }: Result): boolean {
  return severity === 'error'
}

/** kustomize drops results, so what is wrong stands on stderr, too. */
function answer(items: readonly string[], results: readonly Result[]): ExitCode {
  writeOut(printResourceList(items, results))
  for (const result of results) if (result.severity !== 'info') writeErr(resultLine(result))
  return results.some(isError) ? 1 : 0
}
