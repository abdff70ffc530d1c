import type { Code, ObjectRef, Problem, Severity, Subject } from '../values/finding.ts'
import { describeObject } from '../values/finding.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { pointer } from '../values/pointer.ts'
import type { ConfigUse } from './configs.ts'
import type { Kind } from './kinds.ts'
import type { Stop, Tick } from './tick.ts'

/** What this room finds, by code. */
export const flaggerCodes = {
  FL001: { severity: 'warning', title: 'A field that the API server drops' },
  FL007: { severity: 'error', title: 'A number that Flagger cannot read' },
  FL010: { severity: 'error', title: 'Target and provider do not fit' },
  FL011: { severity: 'error', title: 'An autoscaler for a Knative Service' },
  FL012: { severity: 'error', title: 'One cookie name for canary and primary' },
  FL013: { severity: 'warning', title: 'The Canary is suspended' },
  FL020: { severity: 'error', title: 'An object that the controller needs is missing' },
  FL021: { severity: 'warning', title: 'An object is not given and assumed to exist' },
  FL022: { severity: 'error', title: 'The workload has no selector label that Flagger knows' },
  FL023: { severity: 'error', title: 'A DaemonSet that is not updated by rolling' },
  FL024: { severity: 'error', title: 'The provider needs a field of the Canary' },
  FL025: { severity: 'error', title: 'An Ingress or route without a backend for the service' },
  FL026: { severity: 'error', title: 'A delegate with hosts or gateways' },
  FL027: { severity: 'error', title: 'A match that the provider cannot express' },
  FL028: { severity: 'error', title: 'Flagger crashes' },
  FL029: { severity: 'warning', title: 'A provider that Flagger does not know' },
  FL030: { severity: 'error', title: 'An interval that is no duration' },
  FL031: { severity: 'warning', title: 'A Flagger version that is not in the table' },
  FL032: { severity: 'warning', title: 'A Secret lacks a key that Flagger reads' },
  FL033: { severity: 'warning', title: 'Labels of a tool reach objects that are not its own' },
  MF010: { severity: 'error', title: 'A value of the wrong type in an object' },
  MF011: { severity: 'warning', title: 'A field that its kind does not have' },
} as const satisfies Partial<Record<Code, { severity: Severity; title: string }>>

export type FlaggerCode = keyof typeof flaggerCodes

type More = Partial<Pick<Problem, 'help' | 'suggestion' | 'related' | 'severity'>>

export function problem(code: FlaggerCode, subject: Subject, message: string, more: More = {}): Problem {
  return { code, severity: flaggerCodes[code].severity, ...subject, message, ...more }
}

/**
 * An object that the controller needs is not there. With `assume` it is taken to exist, and what depends on its content is
 * not shown; otherwise the controller stops here.
 */
export function needed(
  tick: Tick,
  kind: Kind,
  name: string,
  subject: Subject,
  notShown: string,
  namespace?: string,
): Stop {
  const object = describeObject(refTo(kind, name, namespace ?? tick.canary.namespace))
  if (tick.refs === 'assume') {
    tick.problems.push(
      problem('FL021', subject, `${object} is not given; it is assumed to exist, but ${notShown}`, {
        help: 'Give its manifest, too.',
      }),
    )
    return null
  }
  return problem('FL020', subject, `${object} does not exist, and the controller stops here`, {
    help: `Add the ${kind.kind}, or correct the reference.`,
  })
}

/** A ConfigMap or Secret that a pod refers to is not there. */
export function missingConfig(
  tick: Tick,
  kind: Kind,
  name: string,
  workload: Manifest,
  use: ConfigUse,
  outcome: 'assumed' | 'stops',
): Problem {
  const subject = { object: refOf(workload), path: pointer('spec', 'template', 'spec', ...use.path) }
  const object = describeObject(refTo(kind, name, tick.canary.namespace))
  if (outcome === 'stops') {
    return problem('FL020', subject, `${object} does not exist, and the controller waits for it`, {
      help: `Add the ${kind.kind}, correct the reference, or mark it optional.`,
    })
  }
  return problem('FL021', subject, `${object} is not given; it is assumed to exist, but its copy is not shown`, {
    severity: 'info',
    help: 'Give its manifest, too.',
  })
}

/** The routes are not what Flagger left: it does not find the shares of primary and canary. */
export function notRouted({ canary, names }: Tick, kind: string): Problem {
  const object = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', namespace: canary.namespace, name: canary.name }
  const message = `${kind} ${names.apex} does not route to ${names.primary} and ${names.canary}`
  return problem('FL025', { object, path: '' }, message)
}

function refTo(kind: Kind, name: string, namespace: string): ObjectRef {
  const { apiVersion } = kind
  return { apiVersion, kind: kind.kind, namespace: kind.clusterScoped ? '' : namespace, name }
}
