import type { Role } from '../roles.ts'
import { managedRouteRules } from './routes.ts'
import { metadataRules, type RuleSet } from './rule.ts'
import { serviceRules } from './services.ts'

const runs = 'Flagger 1.44, pkg/controller/scheduler.go (advanceCanary)'
const added = { risk: 'no effect', reason: 'Flagger creates it at its next run.', source: runs } as const
const removed = {
  risk: 'needs a human',
  reason: 'Flagger does not need it any more, but deletes nothing: it stays until somebody deletes it, or the Canary.',
  source: runs,
} as const
const promoted = {
  risk: 'no effect',
  reason: 'The primary gets it at the promotion, after the analysis.',
  source: 'Flagger 1.44, pkg/canary (Promote)',
} as const

/** What the controller writes at its next run. */
const written = ({ rules, otherwise }: RuleSet): RuleSet => ({ rules, otherwise, added, removed })
/** What it writes when a canary is promoted. */
const atPromotion: RuleSet = { rules: metadataRules, otherwise: promoted, added, removed }

const sets: Partial<Record<Role, RuleSet>> = {
  'apex Service': written(serviceRules),
  'primary Service': written(serviceRules),
  'canary Service': written(serviceRules),
  routes: written(managedRouteRules),
}

/** The rules for an object that nobody applies: it changes because the Canary, or what it refers to, does. */
export function generatedRulesFor(role: Role | null): RuleSet {
  return (role && sets[role]) ?? atPromotion
}
