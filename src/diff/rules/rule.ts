import type { Settings } from '../../flagger/settings.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { FieldChange } from '../fields.ts'
import type { Objects } from '../identity.ts'
import { type Verdict, worst } from '../risk.ts'
import type { Part } from '../roles.ts'

/** What a rule may look at beside the change itself. */
export interface About {
  before: Manifest | null
  after: Manifest | null
  /** What the object is to a Canary, after the change or before it; null when no Canary of the input has to do with it. */
  part: Part | null
  /** All objects of the two sides. */
  sides: { before: Objects; after: Objects }
  /** Of objects that name none. */
  namespace: string
  settings: Settings
}

/** What a change of some fields, and of everything below them, does. */
export interface Rule extends Verdict {
  /** Separated by spaces; `*` is any item of a list, or any key. */
  fields: string
  /** Where the values or other objects decide; null leaves it to the rule. */
  judge?: (change: FieldChange, about: About, rule: Verdict) => Partial<Verdict> | null
}

/** What is known of a kind of object, or of the part that it plays for a Canary. */
export interface RuleSet {
  rules: readonly Rule[]
  /** Of a field that no rule is about. */
  otherwise: Verdict
  added: Whole
  removed: Whole
}

/** The verdict on an object that comes or goes. */
export type Whole = Verdict | ((about: About) => Verdict)

const lookups = new WeakMap<RuleSet, Map<string, Rule>>()

/**
 * The verdict on one field: that of the rule which names it, or the nearest field above it. Where there is none, the field may
 * hold others that rules are about, all of which have changed with it: then the worst of those counts.
 */
export function judge(set: RuleSet, change: FieldChange, about: About): Verdict {
  const lookup = lookupOf(set)
  const rule = nearestRule(lookup, change.field)
  const { risk, reason, source } = rule ?? worstBelow(lookup, change.field) ?? set.otherwise
  return { risk, reason, source, ...rule?.judge?.(change, about, rule) }
}

export function judgeWhole(whole: Whole, about: About): Verdict {
  return typeof whole === 'function' ? whole(about) : whole
}

function lookupOf(set: RuleSet): Map<string, Rule> {
  const known = lookups.get(set)
  if (known) return known
  const lookup = new Map(set.rules.flatMap(rule => rule.fields.split(' ').map(field => [field, rule] as const)))
  lookups.set(set, lookup)
  return lookup
}

function nearestRule(lookup: ReadonlyMap<string, Rule>, field: string): Rule | undefined {
  for (let name = field; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const rule = lookup.get(name)
    if (rule) return rule
  }
  return undefined
}

function worstBelow(lookup: ReadonlyMap<string, Rule>, field: string): Rule | undefined {
  const below = [...lookup].filter(([name]) => name.startsWith(`${field}.`)).map(([, rule]) => rule)
  const risk = worst(below)
  return below.find(rule => rule.risk === risk)
}

/** Labels, annotations and other data about an object: of most kinds nobody in the way of a request reads them. */
export const metadataRules: readonly Rule[] = [
  {
    fields: 'metadata',
    risk: 'no effect',
    reason: 'Labels and annotations of this object decide about no request and start no rollout.',
    source: 'Kubernetes 1.34, API conventions: metadata',
  },
  {
    fields: 'metadata.ownerReferences',
    risk: 'needs a human',
    reason: 'The garbage collector deletes an object when its owner is gone.',
    source: 'Kubernetes 1.34, pkg/controller/garbagecollector',
  },
  {
    fields: 'metadata.name metadata.namespace',
    risk: 'needs a human',
    reason: 'An object cannot be renamed: a new one is created beside it, and the old one has to be deleted.',
    source: 'Kubernetes 1.34, pkg/apis/core/validation (name and namespace are immutable)',
  },
  {
    fields: 'apiVersion',
    risk: 'no effect',
    reason: 'It is the same object in another version of its API group.',
    source: 'Kubernetes 1.34, API versioning',
  },
  {
    fields: 'immutable',
    risk: 'no effect',
    reason: 'It says who may change the data from now on, and changes none.',
    source: 'Kubernetes 1.34, pkg/apis/core/validation (ValidateConfigMapUpdate)',
  },
]
