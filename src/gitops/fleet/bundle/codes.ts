import type { Problem } from '../../../values/finding.ts'

/** Every code that the model of Fleet bundles gives, and what it means. */
export const bundleCodes = {
  GO201: 'fleet.yaml has a key that Fleet does not know and drops.',
  GO202: 'fleet.yaml cannot be read.',
  GO203: 'The bundle or its release has a name that Fleet or Helm refuses.',
  GO204: 'A key of helm.values has dots: it is one key, not a path.',
  GO205: 'correctDrift rolls the whole release back while a canary runs.',
  GO206: 'A values file is not there, which stops the bundle.',
  GO207: 'The chart is neither a folder of the bundle nor an address, which stops the bundle.',
  GO210: 'A target without criteria matches no cluster.',
  GO211: 'A target stands after one that matches every cluster.',
  GO212: 'A field of a target is not merged: it has no effect.',
  GO213: 'Namespace labels or annotations of a target reach every cluster.',
  GO214: "comparePatches of a target take the place of the bundle's entry and lack something of it.",
  GO220: 'The apiVersion of a comparePatches entry leaves the whole bundle without a status.',
  GO221: 'Operations without the exact kind, version, namespace and name match nothing.',
  GO222: 'An operation is none that can work here, and so voids all others of the object.',
  GO223: 'A pointer names nothing.',
  GO224: 'The apiVersion of jsonPointers means the core group.',
  GO225: 'An entry of comparePatches matches no object of the bundle.',
  GO226: 'The name of `op: ignore` is no regular expression that Go compiles.',
  GO227: 'The name of `op: ignore` matches more objects than the one of that name.',
  GO228: 'Several operations for one object: when one fails all are void.',
  GO229: 'A pointer hides real drift.',
  GO230: 'A preview of generated objects would be deployed.',
  GO231: 'A fleet.yaml in a hidden or ignored folder makes a bundle all the same.',
  GO232: 'A pattern of .fleetignore never matches.',
  GO233: 'A pattern of .fleetignore stops the bundle.',
  GO234: 'A document without a kind makes Fleet skip the whole file.',
  GO235: 'A manifest cannot be read, which stops the bundle.',
  GO236: 'A folder `templates` at the root is rendered by Helm.',
  GO237: 'The kustomization has a name that Fleet does not look for.',
  GO240: 'An overlay has no folder.',
  GO241: 'A patch of an overlay has no base.',
  GO242: 'A patch of an overlay loses documents of its base.',
  GO243: 'A file of an overlay takes the place of one with more objects.',
  GO244: 'A patch of an overlay cannot be applied.',
  GO245: 'Overlays have no effect on a chart or a kustomization.',
  GO250: 'The bundle is large.',
  GO251: '`namespace` forbids cluster-scoped objects.',
  GO252: 'Helm does not take over the release namespace that Fleet made.',
  GO253: 'A manifest sets metadata that belongs to Fleet or Helm.',
} as const
export type BundleCode = keyof typeof bundleCodes

/** A problem and the file it is in, by its path from the root of what was read. */
export interface BundleProblem extends Problem {
  file: string
}
