import type { Change, Code, ObjectRef, Problem, Severity } from '../values/finding.ts'
import type { Pointer } from '../values/pointer.ts'
import type { Example } from './example.ts'
import type { ReleaseView } from './view/release.ts'
import type { ValuesView } from './view/values.ts'

/** What a rule objects to: a field of the values, of the Canary, or of another object. */
export interface Hit {
  path: Pointer
  /** The object, where it is not what the rule is about in the first place. */
  object?: ObjectRef
  /** The key itself is at fault, not its value. */
  part?: 'key'
  message: string
  /** Where a case is worse or better than the rule's own severity says. */
  severity?: Severity
  /** What to do, where that is more special than the rule's own advice. */
  help?: string
  suggestion?: string
  related?: NonNullable<Problem['related']>
  fix?: Change[]
}

/** What every rule says of itself. docs/rules is made of this, and its examples are the tests. */
interface About {
  code: Code
  title: string
  severity: Severity
  /** What happens if nobody listens. */
  why: string
  /** Where the fact comes from. */
  evidence: string
  /** What to do about it: one sentence, shown with every finding. */
  help: string
  /** Made when they are asked for: most runs do without. */
  bad: () => Example
  good: () => Example
}

/** About Devtron values, whether a release can be made of them or not. Asked only where the canary is switched on. */
export interface ValuesRule extends About {
  reads: 'values'
  /** Some hits are errors, though the rule's own severity is less: `render` has to ask this rule, too. */
  worst?: 'error'
  check: (values: ValuesView) => Hit[]
}

/** About one release: its Canary, its workload and what Flagger makes of them. */
export interface ReleaseRule extends About {
  reads: 'release'
  /** Codes that say the same of Devtron values, at the value: where one of them is found this rule keeps quiet. */
  twins?: readonly Code[]
  check: (release: ReleaseView) => Hit[]
}

/** About releases that meet each other. */
export interface InputRule extends About {
  reads: 'input'
  check: (input: InputView) => InputHit[]
}

export interface InputView {
  releases: readonly ReleaseView[]
  values: readonly ValuesView[]
}

/** A hit and whose it is: that one knows the places. */
export interface InputHit extends Hit {
  of: ReleaseView | ValuesView
}

/** About what is found on the way to the rules: while the input is read, checked against its schema, and predicted. */
export interface ToldRule extends About {
  reads: 'elsewhere'
}

export type Rule = ValuesRule | ReleaseRule | InputRule | ToldRule

export function toProblem({ code, severity, help }: Rule, hit: Hit, release: ReleaseView | null): Problem {
  return { code, severity, object: release?.ref ?? null, help, ...hit }
}
