import type { Code, Severity } from '../../../values/finding.ts'
import type { ToldRule } from '../../rule.ts'

/** What is said of a code whose title and severity stand where it is given. */
export type Told = Pick<ToldRule, 'why' | 'evidence' | 'help' | 'bad' | 'good'>

export function toldRules(
  codes: Readonly<Record<string, { title: string; severity: Severity }>>,
  told: Readonly<Record<string, Told>>,
): ToldRule[] {
  return Object.entries(codes).flatMap(([code, { title, severity }]) => {
    const about = Object.hasOwn(told, code) ? told[code] : undefined
    return about ? [{ reads: 'elsewhere', code: code as Code, title, severity, ...about }] : []
  })
}
