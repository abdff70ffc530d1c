import type { Limits } from '../lint/config.ts'
import { type Format, formats } from '../lint/report/index.ts'
import { allDescriptions, describeRule } from '../lint/rules/describe.ts'
import type { Code, Severity } from '../values/finding.ts'
import { nearest } from '../values/nearest.ts'
import type { LintOptions } from './commands/lint.ts'
import { UsageError } from './usage.ts'

/** A report and the file it goes to; null is stdout. */
export interface Report {
  format: Format
  file: string | null
}

/** @throws UsageError */
export function reportsOf(asked: readonly string[]): Report[] {
  const reports = asked.map(word => {
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    const format = formats.find(each => each === name)
    if (!format) throw new UsageError(`--format ${word}: expected ${formats.join(', ')}${guess(name, formats)}`)
    const file = equals < 0 ? null : word.slice(equals + 1)
    if (file === '') throw new UsageError(`--format ${word}: expected a file behind the =`)
    return { format, file }
  })
  if (reports.filter(({ file }) => file === null).length > 1)
    throw new UsageError('only one --format can go to stdout; give the others a file: --format sarif=serin.sarif')
  return reports.length > 0 ? reports : [{ format: 'text', file: null }]
}

const levels = ['off', 'info', 'warning', 'error'] as const

/** @throws UsageError */
export function severitiesOf(asked: readonly string[]): Map<Code, Severity | 'off'> {
  return new Map(
    asked.map(word => {
      const [code = '', name = ''] = word.split('=', 2)
      const described = describeRule(code)
      if (!described) {
        const codes = allDescriptions().map(each => each.code)
        throw new UsageError(`--rule ${word}: serin gives no code ${code}${guess(code, codes)}`)
      }
      const level = levels.find(each => each === name)
      if (!level) throw new UsageError(`--rule ${word}: expected ${code}=off, info, warning or error`)
      return [described.code, level]
    }),
  )
}

/** @throws UsageError */
export function limitsOf(options: LintOptions): Limits {
  const asked = options['max-warnings']
  const maxWarnings = asked === undefined ? undefined : Number(asked)
  if (asked?.trim() === '' || (maxWarnings !== undefined && !(Number.isSafeInteger(maxWarnings) && maxWarnings >= 0)))
    throw new UsageError(`--max-warnings ${asked}: expected a whole number`)
  return { failOn: options['fail-on'], maxWarnings }
}

function guess(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant ? `; did you mean ${meant}?` : ''
}
