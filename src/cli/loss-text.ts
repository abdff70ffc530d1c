import type { LossReport } from '../library/convert/loss-report.ts'
import { describeObject, type Place } from '../values/finding.ts'
import { printJson } from '../values/json.ts'
import type { Fidelity, LossRow } from '../values/losses.ts'
import { dotted } from '../values/pointer.ts'

const order: readonly Fidelity[] = ['lost', 'part', 'close', 'exact']

/** The loss report as people read it on a terminal. */
export function reportText(reports: readonly LossReport[], to: string): string {
  return reports
    .map(report => `${headline(report, to)}\n${report.rows.map(row => rowText(row, report.locate(row))).join('')}`)
    .join('\n')
}

function headline({ from, summary }: LossReport, to: string): string {
  const counts = order.map(fidelity => `${summary[fidelity]} ${fidelity}`).join(', ')
  return `${describeObject(from)} to ${to}: ${counts}`
}

function rowText({ fidelity, feature, path, why, todo }: LossRow, place: Place): string {
  const where = `${place.file}:${place.line}`
  const field = path === '' ? '' : ` ${dotted(path)}`
  const what = todo === null ? '' : `        → ${todo}\n`
  return `  ${fidelity.padEnd(5)} ${feature} (${where}${field})\n        ${why}\n${what}`
}

/** For a merge request. */
export function reportMarkdown(reports: readonly LossReport[], to: string): string {
  return reports
    .map(report => {
      const rows = report.rows.map(row => {
        const { fidelity, feature, path, why, todo } = row
        const { file, line } = report.locate(row)
        return [fidelity, feature, `\`${dotted(path)}\` ${file}:${line}`, why, todo ?? ''].map(cell).join(' | ')
      })
      const head = `| Fidelity | Feature | Where | What becomes of it | To do |\n| --- | --- | --- | --- | --- |`
      return `## ${headline(report, to)}\n\n${head}\n${rows.map(row => `| ${row} |\n`).join('')}`
    })
    .join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** For programs. */
export function reportJson(reports: readonly LossReport[], to: string): string {
  const conversions = reports.map(({ from, rows, summary, locate }) => ({
    from: describeObject(from),
    to,
    rows: rows.map(row => {
      const { feature, fidelity, object, path, why, todo } = row
      const { file, line, column, layer } = locate(row)
      return { feature, fidelity, object: describeObject(object), path, file, line, column, layer, why, todo }
    }),
    summary,
  }))
  return `${printJson({ version: 1, conversions })}\n`
}
