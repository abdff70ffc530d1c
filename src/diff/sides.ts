import type { Settings } from '../flagger/settings.ts'
import type { Manifest } from '../values/manifest.ts'
import { identityOf, indexObjects, type Objects } from './identity.ts'
import type { Pair } from './pairs.ts'
import { configRolesOf, rolesOf } from './roles.ts'
import type { About } from './rules/rule.ts'

export interface Side {
  objects: readonly Manifest[]
  /** Those that nobody applies, because the controller makes them. */
  generated: ReadonlySet<Manifest | null>
}

export interface DiffOptions {
  /** Of objects that name none. */
  namespace: string
  settings: Settings
}

/** Both sides, and what is known of the objects in them. */
export interface Sides {
  before: Objects
  after: Objects
  namespace: string
  isGenerated: (pair: Pair) => boolean
  aboutOf: (pair: Pair) => About
}

export function sidesOf(before: Side, after: Side, { namespace, settings }: DiffOptions): Sides {
  const sides = { before: indexObjects(before.objects, namespace), after: indexObjects(after.objects, namespace) }
  // Found out when somebody asks: nobody does where nothing has changed.
  const of = (objects: Objects) => ({
    others: once(() => rolesOf(objects, namespace, settings)),
    configs: once(() => configRolesOf(objects, namespace, settings)),
  })
  const roles = { before: of(sides.before), after: of(sides.after) }
  const roleIn = (side: 'before' | 'after', manifest: Manifest | null) => {
    if (!manifest) return undefined
    const isConfig = manifest.kind === 'ConfigMap' || manifest.kind === 'Secret'
    return roles[side][isConfig ? 'configs' : 'others']().get(identityOf(manifest, namespace))
  }
  return {
    ...sides,
    namespace,
    isGenerated: pair => after.generated.has(pair.after) || before.generated.has(pair.before),
    aboutOf(pair) {
      // What has gone is missed by those that still need it.
      const part = pair.after
        ? (roleIn('after', pair.after) ?? roleIn('before', pair.before))
        : roleIn('after', pair.before)
      return { ...pair, part: part ?? null, sides, namespace, settings }
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
