import { validate } from '#build/validators/canary.js'
import type { ObjectRef, Problem } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import { dataOf, type Manifest, refOf } from '../values/manifest.ts'
import { dotted } from '../values/pointer.ts'
import { quote } from '../values/quote.ts'
import type { Canary, CanarySpec } from './canary.ts'
import { type Crd, type Stored, storeAs } from './crd.ts'
import { canaryTypes } from './go/canary.ts'
import { decode } from './go/decode.ts'
import { fieldAt } from './go/types.ts'
import { problem } from './problems.ts'

/** A test holds the defaults against those of the schema. */
export const canaryCrd: Crd = {
  validate,
  file: 'canary.schema.json',
  defaults: [
    {
      path: ['spec', 'service', 'gatewayRefs', '*'],
      defaults: { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
    },
    { path: ['spec', 'service', 'mirror', '*', 'backendRef'], defaults: { group: '', kind: 'Service' } },
    { path: ['spec', 'analysis', 'sessionAffinity'], defaults: { maxAge: 86400 } },
  ],
  isRead: ([first, ...path]) => first === 'spec' && fieldAt(canaryTypes.get('CanarySpec'), path) !== undefined,
}

export function storeCanary(canary: Manifest, namespace: string): Stored {
  return storeAs(canaryCrd, canary, namespace)
}

/** The stored Canary as Flagger reads it, or why it cannot: the CRD calls numbers what Go has as integers. */
export function readCanary(stored: Manifest): { canary: Canary; problems: Problem[] } {
  const object: ObjectRef = refOf(stored)
  const read = decode(dataOf(stored)['spec'] as JsonMap, canaryTypes.get('CanarySpec'))
  const { name, namespace = '', uid, annotations = {} } = stored.metadata
  const spec: unknown = read.value
  const problems = read.faults.map(({ path, expected, found }) =>
    problem(
      'FL007',
      { object, path: `/spec${path}` },
      `${dotted(`/spec${path}`)} is ${quote(found)}, which Flagger cannot read; expected ${expected}`,
      {
        help: 'The CRD allows the number, but Flagger stops reading Canaries altogether when it meets it.',
      },
    ),
  )
  return {
    canary: {
      name,
      namespace,
      uid: typeof uid === 'string' ? uid : uidToken,
      annotations,
      spec: spec as CanarySpec,
    },
    problems,
  }
}

/** The uid that the API server gives the Canary. */
const uidToken = 'CANARY-UID'
