import { flaggerCodes } from '../../../flagger/problems.ts'
import { manifestCodes } from '../../../manifests/codes.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'
import { type Told, toldRules } from './told.ts'

const config = (data: string) => `
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: shop
    namespace: prod
  data:
    ${data}
`
const secret = (data: string) => `
  apiVersion: v1
  kind: Secret
  metadata:
    name: shop
    namespace: prod
  stringData:
    ${data}
`
const again =
  '«apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n  namespace: prod\ndata:\n  greeting: goodbye»'
const right = manifests(canary({}), deployment())

const told: Record<string, Told> = {
  MF001: {
    why: 'The document has neither apiVersion nor kind: no tool would apply it, and serin leaves it alone. In a folder such documents are passed over without a word.',
    evidence: 'Kubernetes, Objects: required fields.',
    help: 'Complete the object, or give values with -f.',
    bad: () => manifests(canary({}), deployment(), '«hello: world»'),
    good: () => right,
  },
  MF002: {
    why: 'Without both of them nobody knows what the object is; kubectl and all GitOps tools refuse it. Fleet skips the whole file.',
    evidence: 'Kubernetes, Objects: required fields; recorded from Fleet 0.16.1.',
    help: 'Add the field.',
    bad: () => manifests(canary({}), deployment(), '«kind: ConfigMap\nmetadata:\n  name: shop»'),
    good: () => manifests(canary({}), deployment(), config('greeting: hello')),
  },
  MF003: {
    why: 'An object is known by its name. One with generateName gets another name every time, so that nothing can refer to it.',
    evidence: 'Kubernetes, Object Names and IDs.',
    help: 'Give it metadata.name.',
    bad: () => manifests(canary({}), deployment(), 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  «namespace: prod»'),
    good: () => manifests(canary({}), deployment(), config('greeting: hello')),
  },
  MF004: {
    why: 'Labels and annotations are texts. The API server refuses numbers, true and false, which YAML makes of what is not quoted.',
    evidence: 'Kubernetes 1.34, ObjectMeta.',
    help: 'Put quotes around the value.',
    bad: () => manifests(canary({}), deployment({ metadata: 'labels: {version: «1.10»}' })),
    good: () => manifests(canary({}), deployment({ metadata: 'labels: {version: "1.10"}' })),
  },
  MF005: {
    why: 'Two manifests have the same kind, namespace and name. Whoever applies them one after the other gets the last one, and a GitOps tool may refuse both.',
    evidence: 'kubectl apply; Argo CD, RepeatedResourceWarning.',
    help: 'Remove one of them.',
    bad: () => manifests(canary({}), deployment(), config('greeting: hello'), again),
    good: () => manifests(canary({}), deployment(), config('greeting: hello')),
  },
  MF006: {
    why: 'serin renders, lints and predicts rollouts: without a Canary or a Rollout there is none.',
    evidence: 'Flagger 1.44, the CRD; serin’s own rule.',
    help: 'Give the file with the Canary, too.',
    bad: () => manifests(`«»${deployment()}`),
    good: () => right,
  },
  MF007: {
    why: 'The values of a Secret are texts: base64 in data, plain in stringData. The API server refuses anything else.',
    evidence: 'Kubernetes 1.34, Secret.',
    help: 'Put quotes around the value.',
    bad: () => manifests(canary({}), deployment(), secret('pin: «1234»')),
    good: () => manifests(canary({}), deployment(), secret('pin: "1234"')),
  },
  MF010: {
    why: 'The API server does not take an object with a value of another type than its kind has there. Nothing of it is applied.',
    evidence: 'Kubernetes 1.34, the types of each kind; recorded.',
    help: 'Write a value of the type that the message names.',
    bad: () => manifests(canary({}), deployment({ container: 'ports: [{containerPort: «"8080"»}]' })),
    good: () => manifests(canary({}), deployment({ container: 'ports: [{containerPort: 8080}]' })),
  },
  MF011: {
    why: 'The API server drops a field that the kind does not have, or refuses the object where validation is strict. Either way it has no effect.',
    evidence: 'Kubernetes 1.34, field validation.',
    help: 'Correct the name of the field, or remove it.',
    bad: () => manifests(canary({}), deployment({ container: '«imagePullPolcy»: Always' })),
    good: () => manifests(canary({}), deployment({ container: 'imagePullPolicy: Always' })),
  },
}

/** About objects that are read, whatever their kind. */
export const manifestRules: readonly ToldRule[] = toldRules({ ...manifestCodes, ...flaggerCodes }, told)
