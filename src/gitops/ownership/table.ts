import type { Pointer } from '../../values/pointer.ts'
import { flaggerObjects } from './flagger-objects.ts'
import { flaggerRoutes } from './flagger-routes.ts'
import type { Role } from './roles.ts'
import { rolloutsObjects } from './rollouts-objects.ts'
import type { Stage } from './stages.ts'

/** Who writes: rows of a second controller stand beside those of the first. */
export type Controller = 'flagger' | 'rollouts'

/** A field that a controller writes, and when. */
export interface OwnedField {
  /** A step `*` is any key; the most exact of several fields that fit counts. */
  field: Pointer
  stages: readonly Stage[]
  /** The controller puts it back at its next run when somebody else changes it; else only at its stages. */
  held: boolean
  /** What it writes there. */
  writes: string
  /** Where the rest of the field is Git’s: the parts that are not, as jq finds them. */
  narrower?: readonly string[]
}

/** An object, by what it is to the Canary, and what a controller writes in it. */
export interface OwnedObject {
  controller: Controller
  role: Role
  /** Group and kind. */
  kind: string
  /** The controller makes it when it is not there, so that Git need not have it. */
  made: boolean
  fields: readonly OwnedField[]
  /** What comes of it when somebody puts back what Git says. */
  reverted: string
  /** What to do in Git instead. */
  instead: string
  /** Where the controller's source says so. */
  source: string
}

/** Everything that serin knows about who writes what; rules, reports and simulations read it here. */
export const ownership: readonly OwnedObject[] = [...flaggerObjects, ...flaggerRoutes, ...rolloutsObjects]

/** The name under which a controller writes, as `managedFields` have it: that of its binary. */
export const managers: Readonly<Record<Controller, string>> = { flagger: 'flagger', rollouts: 'rollouts-controller' }

export const controllerNames: Readonly<Record<Controller, string>> = { flagger: 'Flagger', rollouts: 'Argo Rollouts' }

/** With the versions whose source the table follows. */
export const controllerSources: Readonly<Record<Controller, string>> = {
  flagger: 'Flagger 1.44',
  rollouts: 'Argo Rollouts 1.10',
}
