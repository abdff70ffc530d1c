import type { ReportContext } from '../../../src/lint/report/report.ts'
import type { Finding, Place } from '../../../src/values/finding.ts'

export function place(file: string, line: number, column: number, length = 4): Place {
  return { file, line, column, endLine: line, endColumn: column + length, layer: null }
}

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    code: 'FL101',
    severity: 'error',
    message: 'stepWeight is 0: the rollout never begins',
    place: place('apps/shop/canary.yaml', 15, 17, 1),
    path: '/spec/analysis/stepWeight',
    object: 'Canary prod/shop',
    related: [],
    suggestion: null,
    help: 'Set stepWeight, stepWeights or iterations to more than 0.',
    ...more,
  }
}

/** Everything that a format may stumble over. */
export const hostile: Finding[] = [
  finding(),
  finding({ place: place('apps/shop/canary.yaml', 30, 17, 1) }),
  finding({
    severity: 'warning',
    code: 'DT001',
    message: 'unknown key `a|b` <script>&"\'\n100% \u0007 \ud800 ::error:: @everyone, *so*',
    place: place('C:\\my apps\\ü:,%.yaml', 1, 1),
    object: null,
    suggestion: 'stepWeight',
    help: null,
    fix: [{ place: place('C:\\my apps\\ü:,%.yaml', 1, 1), text: 'stepWeight' }],
    related: [{ message: 'the step', place: place('/tmp/other.yaml', 2, 3) }],
  }),
  finding({ severity: 'info', code: 'WL014', place: { ...place('--set', 1, 1), layer: '--set a=1' } }),
]

export const context: ReportContext = { color: false, width: 80, wraps: false, linesOf: () => null, version: '1.2.3' }
