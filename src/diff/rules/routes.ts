import type { FieldChange } from '../fields.ts'
import type { Verdict } from '../risk.ts'
import { metadataRules, type RuleSet } from './rule.ts'

const reconcile = 'Flagger 1.44, pkg/router (Reconcile)'
const mesh = 'Istio and Gateway API: routes hold as soon as the proxies have them'

/** Routes that Flagger keeps for a Canary. */
export const managedRouteRules: RuleSet = {
  otherwise: {
    risk: 'resets a running canary',
    reason:
      'Flagger finds that its route differs and writes it anew as it is at first, with all requests to the primary.',
    source: reconcile,
  },
  added: {
    risk: 'resets a running canary',
    reason:
      'It is there before Flagger, or instead of its own: Flagger writes it anew at its next run, with all requests to the primary.',
    source: reconcile,
  },
  removed: {
    risk: 'downtime',
    reason: 'Requests find no route until Flagger creates it anew at its next run, with all of them to the primary.',
    source: reconcile,
  },
  rules: [
    ...metadataRules.filter(({ fields }) => fields !== 'metadata'),
    {
      fields: 'spec.http.*.route.*.weight spec.rules.*.backendRefs.*.weight spec.tcp.*.route.*.weight spec.weighted',
      risk: 'traffic moves now',
      reason: 'The weights are those of the running canary: requests go by what is applied until Flagger’s next step.',
      source: reconcile,
    },
    {
      fields: 'spec.http.*.mirror spec.http.*.mirrorPercentage spec.http.*.mirrorPercent',
      risk: 'traffic moves now',
      reason: 'Copies of requests go elsewhere until Flagger’s next step.',
      source: reconcile,
    },
  ],
}

/** Routes that are nothing to a Canary of the input. */
export const routeRules: RuleSet = {
  otherwise: { risk: 'traffic moves now', reason: 'Requests are routed by it at once.', source: mesh },
  added: { risk: 'traffic moves now', reason: 'Requests are routed by it at once.', source: mesh },
  removed: { risk: 'downtime', reason: 'The requests that it routed find no way any more.', source: mesh },
  rules: [
    ...metadataRules,
    { ...lost('spec.hosts spec.hostnames spec.gateways spec.parentRefs spec.rules'), judge: comes },
  ],
}

/** Where requests come in: gateways, and the Ingress that a Canary copies. */
export const entryRules: RuleSet = {
  otherwise: { risk: 'traffic moves now', reason: 'Requests from outside come in by it at once.', source: mesh },
  added: { risk: 'traffic moves now', reason: 'Requests from outside come in by it at once.', source: mesh },
  removed: { risk: 'downtime', reason: 'Requests from outside do not come in any more.', source: mesh },
  rules: [
    ...metadataRules,
    {
      fields: 'metadata.annotations',
      risk: 'traffic moves now',
      reason: 'Ingress controllers and gateways read annotations, and follow them at once.',
      source: 'Kubernetes 1.34, Ingress; Flagger 1.44, pkg/router/ingress.go',
    },
    { ...lost('spec.servers spec.listeners spec.rules spec.tls spec.selector spec.gatewayClassName'), judge: comes },
    { ...lost('spec.servers.*.hosts spec.rules.*.http.paths'), judge: comes },
  ],
}

/** How connections to a service are made. */
export const connectionRules: RuleSet = {
  otherwise: { risk: 'traffic moves now', reason: 'Connections are made by it at once.', source: mesh },
  added: { risk: 'traffic moves now', reason: 'Connections are made by it at once.', source: mesh },
  removed: { risk: 'traffic moves now', reason: 'Connections are made without it at once.', source: mesh },
  rules: [...metadataRules, { ...lost('spec.subsets'), judge: comes }],
}

/** Who may talk to whom. */
export const accessRules: RuleSet = {
  otherwise: {
    risk: 'traffic moves now',
    reason: 'Other requests are let through from now on, or turned away.',
    source: mesh,
  },
  added: { risk: 'traffic moves now', reason: 'What it does not let through is turned away at once.', source: mesh },
  removed: { risk: 'traffic moves now', reason: 'What it turned away is let through at once.', source: mesh },
  rules: metadataRules,
}

function lost(fields: string) {
  return { fields, risk: 'downtime', reason: 'The requests that it took find no way any more.', source: mesh } as const
}

/** Only what goes away is missed. */
function comes({ before, after }: FieldChange): Partial<Verdict> | null {
  if (after === undefined) return null
  return {
    risk: 'traffic moves now',
    reason: `Requests are routed by ${before === undefined ? 'it' : 'the new value'} at once.`,
  }
}
