import { type Code, compare, type Severity } from '../../values/finding.ts'
import type { Example } from '../example.ts'
import type { Rule } from '../rule.ts'
import { docsOf } from './docs.ts'
import { rules } from './index.ts'
import { type KnownCode, knownCodes } from './known-codes.ts'

/** What is known of a code: for `serin explain rule`, docs/rules and the reporters that carry help. */
export interface Description {
  code: Code
  title: string
  /** null where it depends on the case. */
  severity: Severity | null
  /** What happens if nobody listens, where the fact comes from, and what to do; null where the title says it all. */
  why: string | null
  evidence: string | null
  help: string | null
  /** An input in which it is found, between « and », and one in which it is not. */
  bad: Example | null
  good: Example | null
  /** The page of docs/ that says the same. */
  docs: string
}

let index: Map<string, Description> | null = null

/** What a code means; null for one that serin does not give. */
export function describeRule(code: string): Description | null {
  return indexed().get(code) ?? null
}

/** Every code that serin gives, in order. */
export function allDescriptions(): Description[] {
  return [...indexed().values()]
}

function indexed(): Map<string, Description> {
  if (index) return index
  const described = new Map<string, Description>()
  for (const known of knownCodes) described.set(known.code, fromCode(known))
  for (const rule of rules) described.set(rule.code, fromRule(rule))
  index = new Map([...described].sort(([a], [b]) => compare(a, b)))
  return index
}

function fromRule({ code, title, severity, why, evidence, help, bad, good }: Rule): Description {
  return {
    ...{ code, title, severity, why, evidence, help, docs: docsOf(code) },
    get bad() {
      return bad()
    },
    get good() {
      return good()
    },
  }
}

function fromCode({ code, title, severity }: KnownCode): Description {
  return { code, title, severity, why: null, evidence: null, help: null, bad: null, good: null, docs: docsOf(code) }
}
