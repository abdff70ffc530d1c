import { fixes } from '../../devtron/fixes/index.ts'
import { explainField } from '../../explain/field/field.ts'
import { fieldText } from '../../explain/show/field.ts'
import { fixList, fixText } from '../../explain/show/fix.ts'
import { fieldJson, fixJson, ruleJson, valueJson } from '../../explain/show/json.ts'
import { ruleList, ruleText } from '../../explain/show/rule.ts'
import { valueText } from '../../explain/show/value.ts'
import { explainValue } from '../../explain/values/explain.ts'
import { hasErrors } from '../../library/outcome.ts'
import { allDescriptions, describeRule } from '../../lint/rules/describe.ts'
import { load } from '../../project/load.ts'
import { oneInput } from '../../project/units.ts'
import { printJson } from '../../values/json.ts'
import { nearest } from '../../values/nearest.ts'
import type { ExitCode } from '../command.ts'
import type { ExplainOptions } from '../commands/explain.ts'
import { showFindings } from '../findings.ts'
import { writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'

type Topic = (options: ExplainOptions, name: string | undefined) => ExitCode | Promise<ExitCode>

const topics: Record<string, Topic> = { values, field, fix, rule }

export async function runExplain(options: ExplainOptions, [topic = '', name, ...more]: string[]): Promise<ExitCode> {
  if (!Object.hasOwn(topics, topic)) {
    const guess = nearest(topic, Object.keys(topics))
    const meant = guess ? `; did you mean ${guess}?` : ''
    throw new UsageError(
      `expected serin explain values, field, fix or rule${topic === '' ? '' : `, not ${topic}`}${meant}`,
    )
  }
  if (more.length > 0) throw new UsageError(`serin explain ${topic} takes one name, not also ${more.join(' ')}`)
  return topics[topic]?.(options, name) ?? 0
}

async function values(options: ExplainOptions, path: string | undefined): Promise<ExitCode> {
  if (path === undefined)
    throw new UsageError('expected a path: serin explain values flaggerCanary.serviceport -f FILE')
  const loaded = await load(await oneInput(options))
  const { devtron } = loaded.lint
  showFindings(loaded.findings, loaded.texts)
  if (loaded.unreadable) return 2
  for (const note of loaded.notes) writeErr(`serin: ${note}\n`)
  if (!devtron) throw new UsageError('explain values needs values: give them with -f or --devtron, not manifests alone')
  const explained = explainValue(devtron, path)
  if ('unknown' in explained) throw new UsageError(explained.unknown)
  print(options, valueText(explained), valueJson(explained))
  return hasErrors(loaded.findings) ? 1 : 0
}

function field(options: ExplainOptions, name: string | undefined): ExitCode {
  if (name === undefined) throw new UsageError('expected a field: serin explain field Canary.spec.analysis.interval')
  const explained = explainField(name)
  if ('unknown' in explained) throw new UsageError(explained.unknown)
  print(options, fieldText(explained), fieldJson(explained))
  return 0
}

function fix(options: ExplainOptions, name: string | undefined): ExitCode {
  if (name === undefined) {
    print(options, fixList(fixes), { version: 1, fixes: fixes.map(fixJson) })
    return 0
  }
  const found = fixes.find(one => one.name === name)
  if (!found)
    throw unknownName(
      `there is no fix ${name}`,
      name,
      fixes.map(one => one.name),
      'fix',
    )
  print(options, fixText(found), { version: 1, ...fixJson(found) })
  return 0
}

function rule(options: ExplainOptions, code: string | undefined): ExitCode {
  const all = allDescriptions()
  if (code === undefined) {
    print(options, ruleList(all), { version: 1, rules: all.map(ruleJson) })
    return 0
  }
  const found = describeRule(code.toUpperCase())
  if (!found)
    throw unknownName(
      `there is no rule ${code}`,
      code,
      all.map(one => one.code),
      'rule',
    )
  print(options, ruleText(found), { version: 1, ...ruleJson(found) })
  return 0
}

function unknownName(sentence: string, name: string, names: readonly string[], topic: string): UsageError {
  const guess = nearest(name, names)
  return new UsageError(`${sentence}${guess ? `; did you mean ${guess}?` : `; serin explain ${topic} lists them`}`)
}

function print({ format }: ExplainOptions, text: string, data: object): void {
  writeOut(format === 'json' ? `${printJson(data)}\n` : text)
}
