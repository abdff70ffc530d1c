import type { Finding } from '../../values/finding.ts'
import { groupBy } from '../group.ts'
import { describe } from './words.ts'

/**
 * JUnit's XML, one suite for each file and one case for each finding; notes are cases that pass. Time, host and the empty
 * elements are there because the schema of Ant asks for them.
 */
export function reportJunit(findings: readonly Finding[]): string {
  const suites = [...groupBy(findings, ({ place }) => place.file)]
  const shown = suites.length > 0 ? suites.map(([file, group], id) => suite(file, group, id)) : [suite('serin', [], 0)]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${shown.join('')}</testsuites>\n`
}

function suite(file: string, findings: readonly Finding[], id: number): string {
  const failures = findings.filter(isFailure).length
  const counts = `tests="${findings.length || 1}" failures="${failures}" errors="0" time="0"`
  const cases =
    findings.length > 0 ? findings.map(testcase) : ['    <testcase classname="serin" name="no findings" time="0"/>\n']
  return `\
  <testsuite id="${id}" package="serin" name="${escaped(file)}" ${counts} timestamp="1970-01-01T00:00:00" hostname="localhost">
    <properties/>
${cases.join('')}\
    <system-out/>
    <system-err/>
  </testsuite>
`
}

function testcase(finding: Finding): string {
  const { code, severity, message, place } = finding
  const name = `${code} ${place.line}:${place.column} ${message}`
  const open = `    <testcase classname="${escaped(place.file)}" name="${escaped(name)}" time="0"`
  if (!isFailure(finding)) return `${open}/>\n`
  const body = escaped(describe(finding))
  return `${open}>\n      <failure type="${severity}" message="${escaped(message)}">${body}</failure>\n    </testcase>\n`
}

function isFailure({ severity }: Finding): boolean {
  return severity !== 'info'
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }

/** XML 1.0 has no way to write most control characters and half pairs. */
function escaped(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, char => entities[char] ?? char)
}
