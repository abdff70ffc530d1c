import type { Code, Locate, Problem, Severity, Subject } from '../values/finding.ts'
import { byPlace, type Finding, toFinding } from '../values/finding.ts'
import { placeOfValue } from '../values/origin.ts'
import type { LintConfig } from './config.ts'
import { withSuggestedFix } from './fix/suggested.ts'
import { eachOnce, withoutRepeats } from './repeats.ts'
import { type InputView, type Rule, toProblem } from './rule.ts'
import { rules } from './rules/index.ts'
import type { LintSubject } from './subject.ts'
import { ofValues } from './values.ts'
import { type ReleaseView, releaseView } from './view/release.ts'
import { type ValuesView, valuesView } from './view/values.ts'

/** What the rules see of a subject. */
interface Seen {
  subject: LintSubject
  release: ReleaseView | null
  values: ValuesView | null
}

/**
 * Everything that is wrong with the subjects: what was found while they were loaded, and what the rules find. `found` is about
 * the input around them.
 */
export function lint(
  subjects: readonly LintSubject[],
  config: LintConfig = {},
  found: readonly Finding[] = [],
): Finding[] {
  const isOff = ({ code }: Rule) => config.severities?.get(code) === 'off'
  const asked = rules.filter(rule => !isOff(rule))
  const silenced = rules.filter(isOff).map(({ code }) => code)
  const seen = subjects.map(look)
  const findings = [...found, ...seen.flatMap(one => located(one, problemsOf(one, asked, silenced)))]
  findings.push(...acrossAll(asked, seen))
  return eachOnce(findings.flatMap(finding => withSeverity(finding, config)).sort(byPlace))
}

function look(subject: LintSubject): Seen {
  const { release, prediction, devtron, objects } = subject
  return {
    subject,
    release: release && prediction && releaseView(release, prediction, objects),
    values: devtron && valuesView(devtron),
  }
}

/** What is said of values, or may not be said at all, is not said again of the Canary that is made of them. */
function problemsOf({ subject, release, values }: Seen, asked: readonly Rule[], silenced: readonly Code[]): Problem[] {
  const before = [...subject.problems, ...(subject.prediction?.problems ?? [])]
  const found = values ? [...before, ...asked.flatMap(rule => ofValues(rule, values))] : before
  if (!release) return found
  const codes = new Set([...found.map(({ code }) => code), ...silenced])
  return [...found, ...asked.flatMap(rule => ofRelease(rule, release, values ? codes : none))]
}

const none: ReadonlySet<Code> = new Set()

function ofRelease(rule: Rule, release: ReleaseView, saidOfValues: ReadonlySet<Code>): Problem[] {
  if (rule.reads !== 'release' || rule.twins?.some(code => saidOfValues.has(code))) return []
  return rule.check(release).map(hit => toProblem(rule, hit, release))
}

function acrossAll(asked: readonly Rule[], seen: readonly Seen[]): Finding[] {
  const input: InputView = {
    releases: seen.flatMap(({ release }) => release ?? []),
    values: seen.flatMap(({ values }) => values ?? []),
  }
  const owners = new Map<ReleaseView | ValuesView, Seen>()
  for (const one of seen) {
    if (one.release) owners.set(one.release, one)
    if (one.values) owners.set(one.values, one)
  }
  return asked.flatMap(rule => {
    if (rule.reads !== 'input') return []
    return rule.check(input).flatMap(({ of, ...hit }) => {
      const owner = owners.get(of)
      return owner ? located(owner, [toProblem(rule, hit, of === owner.release ? owner.release : null)]) : []
    })
  })
}

function located({ subject }: Seen, problems: readonly Problem[]): Finding[] {
  const { locate, trace } = places(subject)
  const told = problems.map(problem => ({ problem, finding: toFinding(withSuggestedFix(problem), locate, trace) }))
  return withoutRepeats(told, subject.devtron !== null)
}

function places({ release, devtron }: LintSubject): { locate: Locate; trace: (subject: Subject) => Subject } {
  if (release) return release
  return {
    trace: same => same,
    locate: ({ path, part }) =>
      devtron
        ? placeOfValue(devtron.values, path, part ?? 'value')
        : { file: 'input', line: 1, column: 1, endLine: 1, endColumn: 1, layer: null },
  }
}

function withSeverity(finding: Finding, { severities }: LintConfig): Finding[] {
  const severity: Severity | 'off' = severities?.get(finding.code) ?? finding.severity
  return severity === 'off' ? [] : [severity === finding.severity ? finding : { ...finding, severity }]
}
