import type { Manifest } from '../../../values/manifest.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { InputHit, InputRule } from '../../rule.ts'
import { type ReleaseView, refIn } from '../../view/release.ts'

const copy = (owner: string) => `
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: shop-primary
    namespace: prod
${owner}  data: {greeting: hello}
`

export const ownedByCanary: InputRule = {
  reads: 'input',
  code: 'GO004',
  title: 'What Flagger made, in Git',
  severity: 'warning',
  why: 'The object has a Canary for its owner: it was copied from the cluster, or from a preview of generated manifests, into a folder that is applied. The uid of the owner is that of another Canary as soon as this one is made anew, and then the garbage collector deletes the object, in production.',
  evidence:
    'Kubernetes, Garbage Collection: an owner that does not exist; Flagger 1.44, ownerReferences of everything it creates.',
  help: 'Remove it from Git, or keep previews in a folder that the tool skips, as `serin render --out` does; `--generated apply` writes them without an owner.',
  bad: () =>
    manifests(
      canary({}),
      deployment(),
      copy(`    ownerReferences:
      - «apiVersion: flagger.app/v1beta1
        kind: Canary
        name: shop
        uid: 6f1d5a40-8a27-4f3c-9d39-5d0b1f1f6b55
        controller: true»
`),
    ),
  good: () => manifests(canary({}), deployment()),
  check({ releases }) {
    // Releases of one input share their objects.
    const inputs = new Map(releases.map(of => [of.objects, of]))
    return [...inputs.values()].flatMap(of => of.objects.every().flatMap(object => hits(of, object)))
  },
}

function hits(of: ReleaseView, object: Manifest): InputHit[] {
  const index = ownerIndex(object)
  if (index < 0) return []
  const message = `a Canary is the owner of this ${object.kind}: it belongs to the cluster, not into Git`
  return [{ of, object: refIn(of, object), path: `/metadata/ownerReferences/${index}`, message }]
}

/** What this rule speaks of; the others about Flagger's objects in Git keep quiet then. */
export function isOwnedByCanary(object: Manifest): boolean {
  return ownerIndex(object) >= 0
}

function ownerIndex({ metadata: { ownerReferences = [] } }: Manifest): number {
  return ownerReferences.findIndex(({ kind }) => kind === 'Canary')
}
