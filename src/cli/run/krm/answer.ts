import type { Loaded } from '../../../library/loaded.ts'
import { hasErrors, outcomeOf } from '../../../library/outcome.ts'
import { readTexts } from '../../../library/reading.ts'
import { maxSizeOf } from '../../../project/inputs.ts'
import { InputError } from '../../../project/read.ts'
import { readingOf } from '../../../project/reading.ts'
import { isError } from '../../../values/finding.ts'
import { UsageError } from '../../usage.ts'
import { type FunctionConfig, inSettings, listName, readFunctionConfig } from './function-config.ts'
import { printResourceList, untouched, withManifests } from './items.ts'
import { type ResourceList, readResourceList } from './resource-list.ts'
import { ownResult, type Result, resultLine, resultOf } from './results.ts'

/** What a function says to a ResourceList, or to anything else. */
export interface Answer {
  /** A ResourceList, always. */
  list: string
  /** kustomize drops results, so what is wrong is told here, too. */
  lines: string
  failed: boolean
}

export function answerTo(text: string): Answer {
  const list = readResourceList(text)
  if (typeof list === 'string') return answer([], [ownResult(list, null)])
  try {
    return render(list, readFunctionConfig(list.config, list))
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError)) throw error
    return answer(untouched(list), [ownResult(inSettings(error.message), list.config)])
  }
}

/** To what cannot be read at all. */
export function answerToNothing(why: string): Answer {
  return answer([], [ownResult(why, null)])
}

function render(list: ResourceList, config: FunctionConfig): Answer {
  const loaded = read(list, config)
  const outcome = outcomeOf(loaded)
  const maxSize = maxSizeOf(config.inputs)
  const results = outcome.findings
    .filter(({ code }) => !(config.allowEmpty && code === noCanary))
    .map(finding => resultOf(finding, list, config.values, maxSize))
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

function answer(items: readonly string[], results: readonly Result[]): Answer {
  const told = results.filter(({ severity }) => severity !== 'info')
  return {
    list: printResourceList(items, results),
    lines: told.map(resultLine).join(''),
    failed: results.some(isError),
  }
}
