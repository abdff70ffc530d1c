import { byPlace, type Code, type Finding, isError } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import type { LintConfig } from '../config.ts'
import { allDescriptions, describeRule } from '../rules/describe.ts'
import { suppressionRules } from '../rules/suppressions/index.ts'
import { type Ignore, ignoresIn } from './comments.ts'

/** Without the findings that a comment silences, and with those about such comments themselves. */
export function withIgnores(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  config: LintConfig = {},
): Finding[] {
  const ignores = [...texts].flatMap(([file, text]) => ignoresIn(file, text))
  if (ignores.length === 0) return [...findings]
  const used = new Set<Ignore>()
  const left = findings.filter(({ code, place }) => {
    const matching = ignores.filter(
      ignore => ignore.code === code && ignore.line === place.line && ignore.place.file === place.file,
    )
    for (const ignore of matching) used.add(ignore)
    return !matching.some(({ reason }) => reason !== '')
  })
  const broken = new Set(findings.filter(isError).map(({ place }) => place.file))
  const about = ignores.flatMap(ignore => complaint(ignore, used.has(ignore), broken.has(ignore.place.file), config))
  return [...left, ...about].sort(byPlace)
}

function complaint(ignore: Ignore, isUsed: boolean, isBroken: boolean, { severities }: LintConfig): Finding[] {
  const { code, reason } = ignore
  if (code === '') return found('SG002', ignore, 'which code is to be ignored? Expected `# serin-ignore CODE reason`')
  const known = describeRule(code)
  if (!known) {
    const suggestion = nearest(
      code,
      allDescriptions().map(each => each.code),
    )
    const meant = suggestion ? `; did you mean \`${suggestion}\`?` : ''
    return found('SG002', ignore, `serin gives no code \`${code}\`${meant}`, suggestion)
  }
  if (reason === '') return found('SG001', ignore, `why is ${code} to be ignored? Without a reason it is not`)
  // A file that is broken elsewhere was not looked at by all rules.
  if (isUsed || isBroken || severities?.get(known.code) === 'off') return []
  return found('SG003', ignore, `there is no ${code} on line ${ignore.line} any more`)

  function found(sg: Code, { place }: Ignore, message: string, suggestion: string | null = null): Finding[] {
    const rule = suppressionRules.find(each => each.code === sg)
    const severity = severities?.get(sg) ?? rule?.severity ?? 'warning'
    if (severity === 'off') return []
    return [
      { code: sg, severity, message, place, path: '', object: null, related: [], suggestion, help: rule?.help ?? null },
    ]
  }
}
