import { type Ingress, type IngressPath, ingresses } from '../kinds.ts'
import { canaryOf } from '../names.ts'
import { needed, problem } from '../problems.ts'
import { field, type Stop, type Tick } from '../tick.ts'
import type { Named } from './router.ts'

// What the routers have in common that copy an Ingress: nginx and Skipper.

export interface IngressNames {
  apex: string
  canary: string
}

export function ingressNames({ canary }: Named): IngressNames {
  const name = canary.spec.ingressRef?.name ?? ''
  return { apex: name, canary: canaryOf(name) }
}

/** The Ingress that `ingressRef` names; without one the controller stops, or there is nothing to copy. */
export function readSource(tick: Tick): { source: Ingress | null; stop: Stop } {
  const { apex } = ingressNames(tick)
  const subject = field(tick, '/spec/ingressRef')
  if (apex === '') {
    const message = 'This provider needs an Ingress, and `ingressRef` is not set'
    return { source: null, stop: problem('FL024', subject, message) }
  }
  const source = tick.world.get(ingresses, apex)
  return { source, stop: source ? null : needed(tick, ingresses, apex, subject, 'its canary is not shown') }
}

/** Every rule of an Ingress with its paths rewritten; null when a rule has no paths, which Flagger does not expect. */
export function mapRules(ingress: Ingress, rewrite: (paths: IngressPath[]) => IngressPath[]): Ingress['spec'] | null {
  const { rules = [] } = ingress.spec ?? {}
  if (rules.some(({ http }) => !http)) return null
  return {
    ...ingress.spec,
    ...(ingress.spec?.rules && {
      rules: rules.map(rule => ({ ...rule, http: { ...rule.http, paths: rewrite(rule.http?.paths ?? []) } })),
    }),
  }
}

export function hasBackend(ingress: Ingress, service: string): boolean {
  return (ingress.spec?.rules ?? []).some(({ http }) => http?.paths?.some(path => isBackend(path, service)))
}

export function isBackend(path: IngressPath, service: string): boolean {
  return path.backend?.service?.name === service
}

export function withBackend(path: IngressPath, name: string): IngressPath {
  return { ...path, backend: { ...path.backend, service: { ...path.backend?.service, name } } }
}

export function ruleWithoutHttp(tick: Tick): NonNullable<Stop> {
  const { apex } = ingressNames(tick)
  return problem(
    'FL028',
    field(tick, '/spec/ingressRef'),
    `Ingress ${apex} has a rule without \`http\`, and Flagger crashes on it`,
    {
      help: 'Give every rule its paths.',
    },
  )
}

/** Flagger writes into the annotations of an Ingress without looking whether there are any. */
export function withoutAnnotations(tick: Tick, name: string): NonNullable<Stop> {
  return problem(
    'FL028',
    field(tick, '/spec/ingressRef'),
    `Ingress ${name} has no annotations, and Flagger crashes on it`,
    {
      help: 'Give it one annotation.',
    },
  )
}
